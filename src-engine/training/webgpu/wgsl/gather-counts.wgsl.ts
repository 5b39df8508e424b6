import { SETTINGS, SPLAT_GROUP } from './settings.wgsl.ts'

/** Tile counts in the order of depth, for the prefix sum that gives each splat its place among the pairs. */
export const GATHER_COUNTS = /* wgsl */ `
${SETTINGS}
@group(0) @binding(1) var<storage, read> byDepth: array<u32>;
@group(0) @binding(2) var<storage, read> tileCounts: array<u32>;
@group(0) @binding(3) var<storage, read_write> starts: array<u32>;

@compute @workgroup_size(${SPLAT_GROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < s.count) { starts[id.x] = tileCounts[byDepth[id.x]]; }
}
`
