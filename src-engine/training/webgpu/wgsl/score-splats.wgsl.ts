import { DENSIFY_SETTINGS } from './densify-settings.wgsl.ts'
import { SPLAT_GROUP } from './settings.wgsl.ts'

/** Key of a splat that must not be split: behind all others. */
export const NO_SPLIT = '0xffffffffu'

/**
 * A key a splat that sorts those with the steepest gradient per view first: positive floats order like their bits.
 * (the absolute gradient of AbsGS, Ye et al. 2024)
 */
export const SCORE_SPLATS = /* wgsl */ `
${DENSIFY_SETTINGS}
@group(0) @binding(1) var<storage, read> tally: array<u32>;
// Steepness, then views.
@group(0) @binding(2) var<storage, read> statistics: array<f32>;
@group(0) @binding(3) var<storage, read_write> keys: array<u32>;

@compute @workgroup_size(${SPLAT_GROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= tally[0]) { return; }
  let views = statistics[splatAt(1, i)];
  let score = statistics[splatAt(0, i)] / max(views, 1);
  keys[i] = select(${NO_SPLIT}, ~bitcast<u32>(score), views > 0 && score > 0);
}
`
