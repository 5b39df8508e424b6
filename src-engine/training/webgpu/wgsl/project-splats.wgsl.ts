import { ALPHA_CUT } from '../../cpu/raster-constants.ts'
import { ELLIPSE_TILES } from './ellipse-tiles.wgsl.ts'
import { FINITE } from './finite.wgsl.ts'
import { FOOTPRINT } from './footprint.wgsl.ts'
import { HARMONICS, SPLAT_COLOR } from './harmonics.wgsl.ts'
import { SETTINGS, SPLAT_GROUP } from './settings.wgsl.ts'
import { FIELD, type FieldGroup, splatFields } from './splat-fields.wgsl.ts'

/** Depth key of a splat that is not seen: behind all others. Keys are the upper 24 bits of a float's 32. */
const UNSEEN = '0xffffffu'

/**
 * cpu/project-splats.ts: each splat's record (four vec4f with the fields of PROJECTED_STRIDE), its depth key and the
 * number of tiles it covers, 0 when it is not seen.
 */
export const projectSplats = (groups: readonly FieldGroup[]) => /* wgsl */ `
${SETTINGS}
@group(0) @binding(1) var<storage, read_write> projected: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> depthKeys: array<u32>;
@group(0) @binding(3) var<storage, read_write> tileCounts: array<u32>;
${splatFields(groups, 4)}${FINITE}${FOOTPRINT}${HARMONICS}${SPLAT_COLOR}${ELLIPSE_TILES}

// How the depth of the splat's peak along a pixel's ray changes per pixel: see depthSlopes in cpu/project-splats.ts.
fn depthSlopes(f: Footprint, extent: vec2f) -> vec2f {
  let ray = f.camera / f.camera.z;
  let toCamera = mat3x3f(
    vec3f(s.toCameraX.x, s.toCameraY.x, s.toCameraZ.x),
    vec3f(s.toCameraX.y, s.toCameraY.y, s.toCameraZ.y),
    vec3f(s.toCameraX.z, s.toCameraY.z, s.toCameraZ.z));
  let axes = toCamera * f.axes;
  let m = axes * ((ray * axes) / (f.scales * f.scales));
  let slope = -f.camera.z * m.xy / (dot(ray, m) * vec2f(s.fx, s.fy));
  let reach = dot(abs(slope), extent);
  let size = 3 * max(f.scales.x, max(f.scales.y, f.scales.z));
  return select(slope, slope * (size / reach), reach > size);
}

// Whether this step does without splat i: see training/left-out-splats.ts.
fn isLeftOut(i: u32) -> bool {
  var h = i * 0x9e3779b1u + s.step * 0x85ebca6bu;
  h = (h ^ (h >> 16)) * 0x7feb352du;
  h = (h ^ (h >> 15)) * 0x846ca68bu;
  h ^= h >> 16;
  return f32(h >> 8) < s.leftOut * 16777216;
}

@compute @workgroup_size(${SPLAT_GROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= s.count) { return; }
  depthKeys[i] = ${UNSEEN};
  tileCounts[i] = 0;
  if (isLeftOut(i)) { return; }
  let bare = 1 / (1 + exp(-field(${FIELD.opacity}, i)));
  if (!finite(bare) || !(bare > ${ALPHA_CUT})) { return; }
  let f = footprintOf(i);
  let opacity = bare * f.fade;
  if (!f.seen || !(opacity > ${ALPHA_CUT})) { return; }
  let mean = vec2f(s.fx, s.fy) * f.camera.xy / f.camera.z + vec2f(s.cx, s.cy);
  let cut = 2 * log(opacity / ${ALPHA_CUT});
  let extent = sqrt(cut * f.covariance.xz);
  let size = vec2f(f32(s.width), f32(s.height));
  if (!(all(mean + extent > vec2f(0.5)) && all(mean - extent < size - 0.5))) { return; }
  let color = rawColor(i, harmonicsBasis(normalize(field3(${FIELD.position}, i) - s.center)));
  // A colour that is not a number would spoil every pixel it touches, and through the loss all splats.
  if (!finite(color.x + color.y + color.z)) { return; }
  let conic = vec3f(f.covariance.z, -f.covariance.y, f.covariance.x) / f.determinant;
  let ellipse = Ellipse(mean, conic, cut, extent);
  let rows = tileRows(ellipse);
  var tiles = 0;
  for (var row = rows.x; row <= rows.y; row++) {
    let columns = tileColumns(ellipse, row);
    tiles += max(0, columns.y - columns.x + 1);
  }
  if (tiles == 0) { return; }
  let shown = max(color, vec3f(0));
  projected[4 * i] = vec4f(mean, conic.xy);
  projected[4 * i + 1] = vec4f(conic.z, opacity, shown.xy);
  projected[4 * i + 2] = vec4f(shown.z, f.camera.z, cut, extent.x);
  projected[4 * i + 3] = vec4f(extent.y, depthSlopes(f, extent), 0);
  depthKeys[i] = bitcast<u32>(f.camera.z) >> 8;
  tileCounts[i] = u32(tiles);
}
`
