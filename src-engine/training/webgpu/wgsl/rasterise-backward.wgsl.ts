import { ALPHA_MAX, SLOT_STRIDE, TILE, TILE_PIXELS, TRANSMITTANCE_STOP } from '../../cpu/raster-constants.ts'
import { SETTINGS } from './settings.wgsl.ts'

/** Splats in work at a time, a thread each: one subgroup on most devices, whose barriers cost next to nothing. */
const THREADS = 32

/**
 * The gradient of a tile a workgroup, as cpu/rasterise-tile.ts has it: a slot of SLOT_STRIDE sums a pair. A thread holds
 * one splat and its sums in registers; the pixels come past the threads one after another, nearest splat first, each
 * with the light it has left and the part of its colour still to come. So no sums go across threads and no float
 * atomics are needed, and the result is the same every time (the idea of VkSplat's and Brush's backward passes).
 */
export const RASTERISE_BACKWARD = /* wgsl */ `
${SETTINGS}
@group(0) @binding(1) var<storage, read> projected: array<vec4f>;
@group(0) @binding(2) var<storage, read> pairSplats: array<u32>;
@group(0) @binding(3) var<storage, read> sortedPairs: array<u32>;
@group(0) @binding(4) var<storage, read> ranges: array<u32>;
@group(0) @binding(5) var<storage, read> drawn: array<u32>;
@group(0) @binding(6) var<storage, read> image: array<f32>;
@group(0) @binding(7) var<storage, read> gradient: array<f32>;
@group(0) @binding(8) var<storage, read_write> slots: array<f32>;
// Gradient by the pixel's colour, and gradient . colour still to come.
var<workgroup> pixels: array<vec4f, ${TILE_PIXELS}>;
var<workgroup> light: array<f32, ${TILE_PIXELS}>;

@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let tile = group.y * s.columns + group.x;
  let corner = group.xy * ${TILE};
  let plane = s.width * s.height;
  let stop = drawn[tile];
  let end = ranges[2 * tile + 1];
  for (var p = lane; p < ${TILE_PIXELS}; p += ${THREADS}u) {
    let at = corner + vec2u(p % ${TILE}, p / ${TILE});
    light[p] = 0;
    if (at.x < s.width && at.y < s.height) {
      let place = at.y * s.width + at.x;
      let g = vec3f(gradient[place], gradient[plane + place], gradient[2 * plane + place]);
      pixels[p] = vec4f(g, dot(g, vec3f(image[place], image[plane + place], image[2 * plane + place])));
      light[p] = 1;
    }
  }
  workgroupBarrier();
  for (var first = ranges[2 * tile]; first < stop; first += ${THREADS}u) {
    let mine = first + lane < stop;
    var slot = 0u;
    var a = vec4f(0);
    var b = vec4f(0);
    var c = vec4f(0);
    if (mine) {
      slot = sortedPairs[first + lane];
      let record = 4 * pairSplats[slot];
      a = projected[record];
      b = projected[record + 1];
      c = projected[record + 2];
    }
    let color = vec3f(b.zw, c.x);
    // Mean from the centre of the tile's first pixel.
    let mean = a.xy - vec2f(corner) - 0.5;
    var h0 = 0.0;
    var h1 = vec2f(0);
    var h2 = vec3f(0);
    var sumColor = vec3f(0);
    var steep = 0.0;
    for (var tick = 0u; tick < ${TILE_PIXELS + THREADS - 1}; tick++) {
      let p = tick - lane;
      if (mine && tick >= lane && p < ${TILE_PIXELS} && light[p] >= ${TRANSMITTANCE_STOP}) {
        let dx = f32(p % ${TILE}) - mean.x;
        let dy = f32(p / ${TILE}) - mean.y;
        let distance = dx * (a.z * dx + 2 * a.w * dy) + b.x * dy * dy;
        if (distance <= c.z) {
          let bare = b.y * exp(-0.5 * distance);
          let alpha = min(${ALPHA_MAX}, bare);
          let before = light[p];
          let weight = alpha * before;
          let pixel = pixels[p];
          let toward = dot(pixel.xyz, color);
          let rest = pixel.w - weight * toward;
          pixels[p].w = rest;
          light[p] = before - weight;
          sumColor += weight * pixel.xyz;
          if (bare <= ${ALPHA_MAX}) {
            let h = alpha * (before * toward - rest / (1 - alpha));
            h0 += h;
            h1 += h * vec2f(dx, dy);
            h2 += h * vec3f(dx * dx, dx * dy, dy * dy);
            steep += abs(h) * (abs(a.z * dx + a.w * dy) + abs(a.w * dx + b.x * dy));
          }
        }
      }
      workgroupBarrier();
    }
    if (mine) {
      let at = slot * ${SLOT_STRIDE};
      slots[at] = h0;
      slots[at + 1] = h1.x;
      slots[at + 2] = h1.y;
      slots[at + 3] = h2.x;
      slots[at + 4] = h2.y;
      slots[at + 5] = h2.z;
      slots[at + 6] = sumColor.x;
      slots[at + 7] = sumColor.y;
      slots[at + 8] = sumColor.z;
      slots[at + 9] = steep;
    }
  }
  // What lies behind the last splat that was drawn gets nothing.
  for (var entry = stop + lane; entry < end; entry += ${THREADS}u) {
    let at = sortedPairs[entry] * ${SLOT_STRIDE};
    for (var k = 0u; k < ${SLOT_STRIDE}; k++) { slots[at + k] = 0; }
  }
}
`
