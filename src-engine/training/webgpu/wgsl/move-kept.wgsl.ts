import { DENSIFY_SETTINGS } from './densify-settings.wgsl.ts'
import { SPLAT_GROUP } from './settings.wgsl.ts'

/** One field (y of the dispatch) of the splats that stay, to their new places in another buffer. */
export const MOVE_KEPT = /* wgsl */ `
${DENSIFY_SETTINGS}
@group(0) @binding(1) var<storage, read> keep: array<u32>;
@group(0) @binding(2) var<storage, read> places: array<u32>;
@group(0) @binding(3) var<storage, read> source: array<f32>;
@group(0) @binding(4) var<storage, read_write> moved: array<f32>;

@compute @workgroup_size(${SPLAT_GROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= s.count || keep[id.x] == 0) { return; }
  moved[splatAt(id.y, places[id.x])] = source[splatAt(id.y, id.x)];
}
`
