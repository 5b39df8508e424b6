import { SH_C0 } from '../../../../src-shared/splat-cloud.ts'
import { FLAT_ENOUGH } from '../../cpu/regularise-splat.ts'
import { adam } from './adam.wgsl.ts'
import { FINITE } from './finite.wgsl.ts'
import { FOOTPRINT } from './footprint.wgsl.ts'
import { GATHERED } from './gather-gradients.wgsl.ts'
import { SETTINGS, SPLAT_GROUP } from './settings.wgsl.ts'
import { SHAPE_BACKWARD } from './shape-backward.wgsl.ts'
import { FIELD, fieldGroups, readFields } from './splat-fields.wgsl.ts'

/**
 * The second part of the update, a thread a splat (cpu/update-splats.ts): takes the gradient back to the first group of
 * fields, adds the pulls of cpu/regularise-splat.ts and applies Adam. A splat whose gradient is not finite is skipped,
 * and marked so that its harmonics are as well.
 */
export const UPDATE_SHAPES = /* wgsl */ `
${SETTINGS}
@group(0) @binding(1) var<storage, read> projected: array<vec4f>;
// Summed steepness of the splat's gradient, and then the number of views that saw it.
@group(0) @binding(2) var<storage, read_write> statistics: array<f32>;
${GATHERED}
@group(0) @binding(3) var<storage, read_write> gathered: array<Gathered>;
${adam(4)}${readFields([fieldGroups(0)[0]])}${FINITE}${FOOTPRINT}${SHAPE_BACKWARD}

@compute @workgroup_size(${SPLAT_GROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= s.count) { return; }
  let g = gathered[i];
  if (all(g.direction == vec3f(0))) { return; }
  let conic = vec3f(projected[4 * i].zw, projected[4 * i + 1].x);
  let opacity = 1 / (1 + exp(-field(${FIELD.opacity}, i)));
  var shape = shapeBackward(footprintOf(i), conic, g);
  shape.position += g.byColor;
  var logit = g.h0 * (1 - opacity);

  let sum = dot(shape.position, vec3f(1)) + dot(shape.logScales, vec3f(1)) + dot(shape.rotation, vec4f(1));
  if (!finite(sum + logit + dot(g.color, vec3f(1)) + g.steep)) {
    gathered[i].direction = vec3f(0);
    return;
  }

  let within = length(field3(${FIELD.position}, i)) < s.surfaceReach;
  logit += select(max(s.opacityPull, 0), s.opacityPull, within) * opacity * (1 - opacity);
  let scales = field3(${FIELD.logScale}, i);
  let smallest = min(scales.x, min(scales.y, scales.z));
  let largest = max(scales.x, max(scales.y, scales.z));
  let middle = scales.x + scales.y + scales.z - smallest - largest;
  if (within && middle - smallest <= ${FLAT_ENOUGH}) {
    let axis = select(select(2, 1, smallest == scales.y), 0, smallest == scales.x);
    shape.logScales[axis] += s.flattening;
  }

  // The steepness is per pixel of this image; in units of the image's width it compares across sizes.
  statistics[i] += g.steep * f32(s.width) / 2;
  statistics[s.capacity + i] += 1;
  adam3(${FIELD.position}, i, shape.position, s.positionRate);
  adam3(${FIELD.logScale}, i, shape.logScales, s.scaleRate);
  for (var k = 0u; k < 4; k++) { adam(${FIELD.rotation} + k, i, shape.rotation[k], s.rotationRate); }
  adam(${FIELD.opacity}, i, logit, s.opacityRate);
  adam3(${FIELD.harmonics}, i, ${SH_C0} * g.color, s.colorRate);
}
`
