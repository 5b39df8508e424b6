import { C1, C2, RADIUS } from '../../cpu/photometric-loss.ts'
import { TILE, TILE_PIXELS } from '../../cpu/raster-constants.ts'
import { LOSS_WINDOW, PATCH_PLACES, PHOTO, ROW_PLACES, TAPS } from './loss-window.wgsl.ts'
import { SETTINGS } from './settings.wgsl.ts'

/**
 * First pass of cpu/photometric-loss.ts: SSIM of render and photo and its derivatives by the window's mean of x, of x^2
 * and of x y (three planes a channel), and for each tile the sums of |x - y|, of SSIM and of (x - y)^2.
 */
export const PHOTOMETRIC_LOSS = /* wgsl */ `
${SETTINGS}
@group(0) @binding(1) var<storage, read> image: array<f32>;
@group(0) @binding(2) var<storage, read> photo: array<u32>;
@group(0) @binding(3) var<storage, read_write> maps: array<f32>;
@group(0) @binding(4) var<storage, read_write> tileSums: array<vec4f>;
${LOSS_WINDOW}${PHOTO}
// Render and photo.
var<workgroup> patches: array<vec2f, ${PATCH_PLACES}>;
// Means of x, y, x^2 and y^2, and of x y, across a row.
var<workgroup> rowMeans: array<vec4f, ${ROW_PLACES}>;
var<workgroup> rowProducts: array<f32, ${ROW_PLACES}>;

@compute @workgroup_size(${TILE}, ${TILE})
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let at = group.xy * ${TILE} + local.xy;
  let plane = s.width * s.height;
  var sums = vec3f(0);
  for (var channel = 0u; channel < 3; channel++) {
    for (var p = lane; p < ${PATCH_PLACES}; p += ${TILE_PIXELS}u) {
      let pixel = patchPixel(group.xy, p);
      var both = vec2f(0);
      if (inImage(pixel)) { both = vec2f(image[channel * plane + pixel.y * s.width + pixel.x], photoAt(pixel, channel)); }
      patches[p] = both;
    }
    workgroupBarrier();
    for (var p = lane; p < ${ROW_PLACES}; p += ${TILE_PIXELS}u) {
      let first = p / ${TILE} * PATCH + p % ${TILE};
      var means = vec4f(0);
      var product = 0.0;
      for (var k = 0u; k < ${TAPS}; k++) {
        let both = patches[first + k];
        means += window[k] * vec4f(both, both * both);
        product += window[k] * both.x * both.y;
      }
      rowMeans[p] = means;
      rowProducts[p] = product;
    }
    workgroupBarrier();
    if (inImage(at)) {
      var means = vec4f(0);
      var product = 0.0;
      for (var k = 0u; k < ${TAPS}; k++) {
        means += window[k] * rowMeans[lane + ${TILE} * k];
        product += window[k] * rowProducts[lane + ${TILE} * k];
      }
      let m = means.xy;
      let a1 = 2 * m.x * m.y + ${C1};
      let a2 = 2 * (product - m.x * m.y) + ${C2};
      let b1 = dot(m, m) + ${C1};
      let b2 = means.z - m.x * m.x + means.w - m.y * m.y + ${C2};
      let similarity = a1 * a2 / (b1 * b2);
      let place = 3 * channel * plane + at.y * s.width + at.x;
      maps[place] = 2 * m.y * (a2 - a1) / (b1 * b2) + 2 * m.x * similarity * (1 / b2 - 1 / b1);
      maps[place + plane] = -similarity / b2;
      maps[place + 2 * plane] = 2 * a1 / (b1 * b2);
      let both = patches[(local.y + ${RADIUS}) * PATCH + local.x + ${RADIUS}];
      let difference = both.x - both.y;
      sums += vec3f(abs(difference), similarity, difference * difference);
    }
    workgroupBarrier();
  }
  rowMeans[lane] = vec4f(sums, 0);
  for (var half = ${TILE_PIXELS / 2}u; half > 0; half /= 2) {
    workgroupBarrier();
    if (lane < half) { rowMeans[lane] += rowMeans[lane + half]; }
  }
  if (lane == 0) { tileSums[group.y * s.columns + group.x] = rowMeans[0]; }
}
`
