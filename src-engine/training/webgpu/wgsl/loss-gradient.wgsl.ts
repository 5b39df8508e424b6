import { SSIM_SHARE } from '../../cpu/photometric-loss.ts'
import { TILE, TILE_PIXELS } from '../../cpu/raster-constants.ts'
import { LOSS_WINDOW, PATCH_PLACES, PHOTO, ROW_PLACES, TAPS } from './loss-window.wgsl.ts'
import { SETTINGS } from './settings.wgsl.ts'

/** Second pass of cpu/photometric-loss.ts, once all maps stand: derivative of the loss by the render, three planes. */
export const LOSS_GRADIENT = /* wgsl */ `
${SETTINGS}
@group(0) @binding(1) var<storage, read> image: array<f32>;
@group(0) @binding(2) var<storage, read> photo: array<u32>;
@group(0) @binding(3) var<storage, read> maps: array<f32>;
@group(0) @binding(4) var<storage, read_write> gradient: array<f32>;
${LOSS_WINDOW}${PHOTO}
var<workgroup> patches: array<vec3f, ${PATCH_PLACES}>;
var<workgroup> rowSlopes: array<f32, ${3 * ROW_PLACES}>;

@compute @workgroup_size(${TILE}, ${TILE})
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let at = group.xy * ${TILE} + local.xy;
  let plane = s.width * s.height;
  for (var channel = 0u; channel < 3; channel++) {
    for (var p = lane; p < ${PATCH_PLACES}; p += ${TILE_PIXELS}u) {
      let pixel = patchPixel(group.xy, p);
      var slopes = vec3f(0);
      if (inImage(pixel)) {
        let place = 3 * channel * plane + pixel.y * s.width + pixel.x;
        slopes = vec3f(maps[place], maps[place + plane], maps[place + 2 * plane]);
      }
      patches[p] = slopes;
    }
    workgroupBarrier();
    for (var p = lane; p < ${ROW_PLACES}; p += ${TILE_PIXELS}u) {
      let first = p / ${TILE} * PATCH + p % ${TILE};
      var slopes = vec3f(0);
      for (var k = 0u; k < ${TAPS}; k++) { slopes += window[k] * patches[first + k]; }
      rowSlopes[3 * p] = slopes.x;
      rowSlopes[3 * p + 1] = slopes.y;
      rowSlopes[3 * p + 2] = slopes.z;
    }
    workgroupBarrier();
    if (inImage(at)) {
      var slopes = vec3f(0);
      for (var k = 0u; k < ${TAPS}; k++) {
        let p = 3 * (lane + ${TILE} * k);
        slopes += window[k] * vec3f(rowSlopes[p], rowSlopes[p + 1], rowSlopes[p + 2]);
      }
      let place = channel * plane + at.y * s.width + at.x;
      let shown = image[place];
      let wanted = photoAt(at, channel);
      let slope = slopes.x + 2 * shown * slopes.y + wanted * slopes.z;
      gradient[place] = perValue() * (${1 - SSIM_SHARE} * sign(shown - wanted) - ${SSIM_SHARE} * slope);
    }
    workgroupBarrier();
  }
}
`
