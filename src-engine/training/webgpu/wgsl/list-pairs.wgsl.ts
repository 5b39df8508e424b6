import { ELLIPSE_TILES } from './ellipse-tiles.wgsl.ts'
import { SETTINGS, SPLAT_GROUP } from './settings.wgsl.ts'

/**
 * Writes each splat's (tile, splat) pairs at its place, nearest splats first. A splat whose pairs find no room is left
 * out, the farthest first. `spans` gets each splat's first pair and their number, `pairs` the number of all. Should this kernel's arithmetic find fewer tiles than the
 * projection's did, the pairs left over go to a tile behind the last.
 */
export const LIST_PAIRS = /* wgsl */ `
${SETTINGS}
@group(0) @binding(1) var<storage, read> projected: array<vec4f>;
@group(0) @binding(2) var<storage, read> byDepth: array<u32>;
@group(0) @binding(3) var<storage, read> tileCounts: array<u32>;
@group(0) @binding(4) var<storage, read> starts: array<u32>;
@group(0) @binding(5) var<storage, read_write> pairs: array<u32>;
@group(0) @binding(6) var<storage, read_write> spans: array<vec2u>;
@group(0) @binding(7) var<storage, read_write> keys: array<u32>;
@group(0) @binding(8) var<storage, read_write> pairSplats: array<u32>;
${ELLIPSE_TILES}

fn endOf(rank: u32) -> u32 {
  return starts[rank] + tileCounts[byDepth[rank]];
}

@compute @workgroup_size(${SPLAT_GROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= s.count) { return; }
  let i = byDepth[id.x];
  let start = starts[id.x];
  let end = endOf(id.x);
  spans[i] = vec2u(start, 0);
  if (end > s.pairCapacity) { return; }
  if (id.x + 1 == s.count || endOf(id.x + 1) > s.pairCapacity) { pairs[0] = end; }
  if (start == end) { return; }
  let a = projected[4 * i];
  let b = projected[4 * i + 1];
  let c = projected[4 * i + 2];
  let ellipse = Ellipse(a.xy, vec3f(a.zw, b.x), c.z, vec2f(c.w, projected[4 * i + 3].x));
  let rows = tileRows(ellipse);
  var at = start;
  for (var row = rows.x; row <= rows.y; row++) {
    let columns = tileColumns(ellipse, row);
    for (var column = columns.x; column <= columns.y && at < end; column++) {
      keys[at] = u32(row) * s.columns + u32(column);
      pairSplats[at] = i;
      at++;
    }
  }
  spans[i].y = at - start;
  for (; at < end; at++) {
    keys[at] = s.columns * s.rows;
    pairSplats[at] = i;
  }
}
`
