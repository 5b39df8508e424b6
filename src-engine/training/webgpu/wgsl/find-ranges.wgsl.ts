import { RANGE_BLOCK } from './count-groups.wgsl.ts'
import { SETTINGS } from './settings.wgsl.ts'

/** First pair of each tile and one past its last, in the sorted pairs; tiles without pairs keep what was there: 0, 0. */
export const FIND_RANGES = /* wgsl */ `
${SETTINGS}
@group(0) @binding(1) var<storage, read> pairs: array<u32>;
@group(0) @binding(2) var<storage, read> sortedTiles: array<u32>;
@group(0) @binding(3) var<storage, read_write> ranges: array<u32>;

@compute @workgroup_size(${RANGE_BLOCK})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.x;
  if (at >= pairs[0]) { return; }
  let tile = sortedTiles[at];
  if (tile >= s.columns * s.rows) { return; }
  if (at == 0 || sortedTiles[max(at, 1) - 1] != tile) { ranges[2 * tile] = at; }
  if (at + 1 == pairs[0] || sortedTiles[min(at + 1, pairs[0] - 1)] != tile) { ranges[2 * tile + 1] = at + 1; }
}
`
