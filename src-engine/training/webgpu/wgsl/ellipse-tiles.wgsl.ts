import { TILE } from '../../cpu/raster-constants.ts'

/** The tiles that an ellipse touches, exactly, as cpu/tile-lists.ts counts them. Needs SETTINGS. */
export const ELLIPSE_TILES = /* wgsl */ `
struct Ellipse {
  mean: vec2f,
  // Inverse covariance a, b, c.
  conic: vec3f,
  cut: f32,
  // Half extents of the bounding box.
  extent: vec2f,
}

// First and last tile of a line of tiles whose pixel centres lie within low .. high; empty when first > last.
fn tilesBetween(low: f32, high: f32, tiles: u32) -> vec2i {
  let first = clamp(ceil((low - ${TILE - 0.5}) / ${TILE}), 0, f32(tiles));
  let last = clamp(floor((high - 0.5) / ${TILE}), -1, f32(tiles) - 1);
  return vec2i(i32(first), i32(last));
}

fn tileRows(e: Ellipse) -> vec2i {
  return tilesBetween(e.mean.y - e.extent.y, e.mean.y + e.extent.y, s.rows);
}

// An ellipse is convex: its reach in a row is at its extreme point or at the row's border next to it.
fn tileColumns(e: Ellipse, row: i32) -> vec2i {
  let radius = e.conic.x * e.cut;
  let determinant = e.conic.x * e.conic.z - e.conic.y * e.conic.y;
  let top = f32(row) * ${TILE} + 0.5 - e.mean.y;
  let low = max(-e.extent.y, top);
  let high = min(e.extent.y, top + ${TILE - 1});
  let extreme = -e.conic.y / e.conic.z * e.extent.x;
  let right = max(low, min(high, extreme));
  let left = max(low, min(high, -extreme));
  let reachRight = (-e.conic.y * right + sqrt(max(0, radius - determinant * right * right))) / e.conic.x;
  let reachLeft = (-e.conic.y * left - sqrt(max(0, radius - determinant * left * left))) / e.conic.x;
  return tilesBetween(e.mean.x + reachLeft, e.mean.x + reachRight, s.columns);
}
`
