import { ALPHA_MAX, TILE, TILE_PIXELS, TRANSMITTANCE_STOP } from '../../cpu/raster-constants.ts'
import { SETTINGS } from './settings.wgsl.ts'

/** Splats loaded at a time: as many vec4f of records as a tile has pixels, so that each thread fetches one. */
const BATCH = TILE_PIXELS / 4

/** The part of a record that only depth needs. */
const DEPTH = {
  before: 'var depthSum = 0.0;\n  var median = 0.0;',
  each: /* wgsl */ `
        let here = c.y + d.y * dx + d.z * dy;
        depthSum += weight * here;
        if (light > 0.5 && left <= 0.5) { median = here; }`,
  after: /* wgsl */ `
  let plane = s.width * s.height;
  image[3 * plane + pixel] = light;
  image[4 * plane + pixel] = depthSum;
  image[5 * plane + pixel] = median;`,
}

/**
 * Draws a tile a workgroup, a pixel a thread, front to back, as cpu/rasterise-tile.ts does. `image` gets planes of
 * width * height: red, green, blue; with depth also the light that is left, the sum of weight x depth, and the depth
 * where the light passes one half. `drawn` gets the end of the pairs that were drawn before every pixel was full.
 */
export const rasterise = (withDepth: boolean) => /* wgsl */ `
${SETTINGS}
@group(0) @binding(1) var<storage, read> projected: array<vec4f>;
@group(0) @binding(2) var<storage, read> pairSplats: array<u32>;
@group(0) @binding(3) var<storage, read> sortedPairs: array<u32>;
@group(0) @binding(4) var<storage, read> ranges: array<u32>;
@group(0) @binding(5) var<storage, read_write> drawn: array<u32>;
@group(0) @binding(6) var<storage, read_write> image: array<f32>;
var<workgroup> batch: array<vec4f, ${TILE_PIXELS}>;
var<workgroup> full: atomic<u32>;
var<workgroup> allFull: u32;

@compute @workgroup_size(${TILE}, ${TILE})
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let tile = group.y * s.columns + group.x;
  let end = ranges[2 * tile + 1];
  let at = group.xy * ${TILE} + local.xy;
  let inside = at.x < s.width && at.y < s.height;
  let center = vec2f(at) + 0.5;
  var light = 1.0;
  var color = vec3f(0);
  ${withDepth ? DEPTH.before : ''}
  var open = inside;
  if (!inside) { atomicAdd(&full, 1u); }
  var first = ranges[2 * tile];
  for (; first < end; first += ${BATCH}u) {
    let entry = first + lane / 4;
    if (entry < end) { batch[lane] = projected[4 * pairSplats[sortedPairs[entry]] + lane % 4]; }
    workgroupBarrier();
    if (open) {
      let count = min(${BATCH}u, end - first);
      for (var k = 0u; k < count; k++) {
        let a = batch[4 * k];
        let b = batch[4 * k + 1];
        let c = batch[4 * k + 2];
        let dx = center.x - a.x;
        let dy = center.y - a.y;
        let distance = dx * (a.z * dx + 2 * a.w * dy) + b.x * dy * dy;
        if (distance > c.z) { continue; }
        let alpha = min(${ALPHA_MAX}, b.y * exp(-0.5 * distance));
        let weight = alpha * light;
        let left = light - weight;
        color += weight * vec3f(b.zw, c.x);
        ${withDepth ? `let d = batch[4 * k + 3];${DEPTH.each}` : ''}
        light = left;
        if (left < ${TRANSMITTANCE_STOP}) {
          open = false;
          atomicAdd(&full, 1u);
          break;
        }
      }
    }
    workgroupBarrier();
    if (lane == 0) { allFull = u32(atomicLoad(&full) == ${TILE_PIXELS}); }
    if (workgroupUniformLoad(&allFull) == 1) { break; }
  }
  if (lane == 0) { drawn[tile] = min(end, first + ${BATCH}); }
  if (!inside) { return; }
  let pixel = at.y * s.width + at.x;
  image[pixel] = color.x;
  image[s.width * s.height + pixel] = color.y;
  image[2 * s.width * s.height + pixel] = color.z;
  ${withDepth ? DEPTH.after : ''}
}
`
