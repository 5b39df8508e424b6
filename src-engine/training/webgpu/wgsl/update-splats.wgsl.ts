import { SLOT_STRIDE } from '../../cpu/raster-constants.ts'
import { FLAT_ENOUGH } from '../../cpu/regularise-splat.ts'
import { BETA1, BETA2, EPSILON } from '../../cpu/step-settings.ts'
import { FINITE } from './finite.wgsl.ts'
import { FIELD, FOOTPRINT } from './footprint.wgsl.ts'
import { HARMONICS, HARMONICS_SLOPES } from './harmonics.wgsl.ts'
import { SETTINGS, SPLAT_GROUP } from './settings.wgsl.ts'

/** Adam (cpu/adam.ts) on one number of splat i. */
const ADAM = /* wgsl */ `
fn adam(k: u32, i: u32, g: f32, rate: f32) {
  let at = k * s.capacity + i;
  let m = ${BETA1} * first[at] + ${1 - BETA1} * g;
  let v = ${BETA2} * second[at] + ${1 - BETA2} * g * g;
  first[at] = m;
  second[at] = v;
  values[at] -= rate * m * s.firstBias / (sqrt(v * s.secondBias) + ${EPSILON});
}

fn adam3(k: u32, i: u32, g: vec3f, rate: f32) {
  adam(k, i, g.x, rate);
  adam(k + 1, i, g.y, rate);
  adam(k + 2, i, g.z, rate);
}
`

/** cpu/project-splat-backward.ts: from a splat's summed slots to its position, scales and rotation. */
const BACKWARD = /* wgsl */ `
struct Slot {
  h0: f32,
  h1: vec2f,
  // dx^2, dx dy, dy^2.
  h2: vec3f,
  color: vec3f,
  steep: f32,
}

fn slotOf(span: vec2u) -> Slot {
  var sum = Slot();
  for (var at = span.x * ${SLOT_STRIDE}; at < (span.x + span.y) * ${SLOT_STRIDE}; at += ${SLOT_STRIDE}u) {
    sum.h0 += slots[at];
    sum.h1 += vec2f(slots[at + 1], slots[at + 2]);
    sum.h2 += vec3f(slots[at + 3], slots[at + 4], slots[at + 5]);
    sum.color += vec3f(slots[at + 6], slots[at + 7], slots[at + 8]);
    sum.steep += slots[at + 9];
  }
  return sum;
}

struct Shape {
  position: vec3f,
  logScales: vec3f,
  rotation: vec4f,
}

fn shapeBackward(f: Footprint, conic: vec3f, slot: Slot) -> Shape {
  var g: Shape;
  let q = mat2x2f(conic.x, conic.y, conic.y, conic.z);
  let mean = q * slot.h1;
  // Gradient by the conic is -h2 / 2; by the covariance -Q dQ Q.
  let spread = q * (0.5 * mat2x2f(slot.h2.x, slot.h2.y, slot.h2.y, slot.h2.z)) * q;
  // Covariance = P P^T + dilation: gradient of P is 2 G P, by rows.
  let spreadX = 2 * (spread[0].x * f.spreadX + spread[0].y * f.spreadY);
  let spreadY = 2 * (spread[0].y * f.spreadX + spread[1].y * f.spreadY);
  let top = f.axes * (f.scales * spreadX);
  let bottom = f.axes * (f.scales * spreadY);
  let j = f.jacobian;
  let gj = vec4f(
    dot(top, s.toCameraX.xyz), dot(top, s.toCameraZ.xyz),
    dot(bottom, s.toCameraY.xyz), dot(bottom, s.toCameraZ.xyz));
  let z = f.camera.z;
  var camera = vec3f(
    j.x * mean.x,
    j.z * mean.y,
    (-j.x * f.camera.x * mean.x - j.z * f.camera.y * mean.y) / z - (gj.x * j.x + gj.z * j.z) / z);
  if (f.heldX) { camera.z -= gj.y * j.y / z; }
  else {
    camera.x -= gj.y * j.x / z;
    camera.z -= 2 * gj.y * j.y / z;
  }
  if (f.heldY) { camera.z -= gj.w * j.w / z; }
  else {
    camera.y -= gj.w * j.z / z;
    camera.z -= 2 * gj.w * j.w / z;
  }
  g.position = camera.x * s.toCameraX.xyz + camera.y * s.toCameraY.xyz + camera.z * s.toCameraZ.xyz;

  // Gradient of M = axes * diag(scales) by columns, then of the axes.
  var r: mat3x3f;
  for (var axis = 0; axis < 3; axis++) {
    let m = f.toPixelX * spreadX[axis] + f.toPixelY * spreadY[axis];
    g.logScales[axis] = dot(m, f.axes[axis]) * f.scales[axis];
    r[axis] = m * f.scales[axis];
  }
  let w = f.quaternion.x;
  let v = f.quaternion.yzw;
  let turn = vec3f(r[1].z - r[2].y, r[2].x - r[0].z, r[0].y - r[1].x);
  let symmetric = mat3x3f(
    vec3f(-2 * (r[1].y + r[2].z), r[1].x + r[0].y, r[2].x + r[0].z),
    vec3f(r[1].x + r[0].y, -2 * (r[0].x + r[2].z), r[2].y + r[1].z),
    vec3f(r[2].x + r[0].z, r[2].y + r[1].z, -2 * (r[0].x + r[1].y)));
  let unit = 2 * vec4f(dot(v, turn), w * turn + symmetric * v);
  // Through the normalisation: only the part across the quaternion counts.
  g.rotation = (unit - dot(unit, f.quaternion) * f.quaternion) / f.quaternionLength;
  return g;
}

// Through the viewing direction, the colour moves with the position.
fn positionByColor(i: u32, d: vec3f, distance: f32, color: vec3f) -> vec3f {
  var slopes = harmonicsSlopes(d);
  var v = vec3f(0);
  let used = harmonicsUsed();
  for (var k = 1u; k < used; k++) { v += dot(color, coefficient(k, i)) * slopes[k]; }
  return (v - dot(v, d) * d) / distance;
}
`

/**
 * The end of a step, a thread a splat (cpu/update-splats.ts): sums its slots, takes the gradient back to the parameters,
 * adds the pulls of cpu/regularise-splat.ts and applies Adam. Splats that no tile drew are left alone; so is one whose
 * gradient is not finite, and all where pairs found no room and may still get it.
 */
export const UPDATE_SPLATS = /* wgsl */ `
${SETTINGS}
@group(0) @binding(1) var<storage, read_write> values: array<f32>;
@group(0) @binding(2) var<storage, read_write> first: array<f32>;
@group(0) @binding(3) var<storage, read_write> second: array<f32>;
@group(0) @binding(4) var<storage, read> projected: array<vec4f>;
@group(0) @binding(5) var<storage, read> spans: array<vec2u>;
@group(0) @binding(6) var<storage, read> slots: array<f32>;
// Summed steepness of the splat's gradient, and then the number of views that saw it.
@group(0) @binding(7) var<storage, read_write> statistics: array<f32>;
@group(0) @binding(8) var<storage, read> wanted: array<u32>;
${FINITE}${FOOTPRINT}${HARMONICS}${HARMONICS_SLOPES}${ADAM}${BACKWARD}

@compute @workgroup_size(${SPLAT_GROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= s.count || (s.mayGrow == 1 && wanted[0] > s.pairCapacity)) { return; }
  let span = spans[i];
  if (span.y == 0) { return; }
  let slot = slotOf(span);
  let f = footprintOf(i);
  let conic = vec3f(projected[4 * i].zw, projected[4 * i + 1].x);
  let opacity = projected[4 * i + 1].y;
  var shape = shapeBackward(f, conic, slot);

  let away = positionOf(i) - s.center;
  let distance = length(away);
  let direction = away / distance;
  var basis = harmonicsBasis(direction);
  // A channel held at 0 passes nothing.
  let color = select(vec3f(0), slot.color, rawColor(i, basis) > vec3f(0));
  shape.position += positionByColor(i, direction, distance, color);
  var logit = slot.h0 * (1 - opacity);

  let sum = dot(shape.position, vec3f(1)) + dot(shape.logScales, vec3f(1)) + dot(shape.rotation, vec4f(1));
  if (!finite(sum + logit + dot(color, vec3f(1)) + slot.steep)) { return; }

  logit += s.opacityPull * opacity * (1 - opacity);
  let scales = vec3f(field(${FIELD.logScale}u, i), field(${FIELD.logScale + 1}u, i), field(${FIELD.logScale + 2}u, i));
  let smallest = min(scales.x, min(scales.y, scales.z));
  let largest = max(scales.x, max(scales.y, scales.z));
  let middle = scales.x + scales.y + scales.z - smallest - largest;
  if (middle - smallest <= ${FLAT_ENOUGH}) {
    let axis = select(select(2, 1, smallest == scales.y), 0, smallest == scales.x);
    shape.logScales[axis] += s.flattening;
  }

  // The steepness is per pixel of this image; in units of the image's width it compares across sizes.
  statistics[i] += slot.steep * f32(s.width) / 2;
  statistics[s.capacity + i] += 1;
  adam3(${FIELD.position}u, i, shape.position, s.positionRate);
  adam3(${FIELD.logScale}u, i, shape.logScales, s.scaleRate);
  for (var k = 0u; k < 4; k++) { adam(${FIELD.rotation}u + k, i, shape.rotation[k], s.rotationRate); }
  adam(${FIELD.opacity}u, i, logit, s.opacityRate);
  let used = harmonicsUsed();
  for (var k = 0u; k < used; k++) {
    adam3(${FIELD.harmonics}u + 3 * k, i, basis[k] * color, select(s.harmonicsRate, s.colorRate, k == 0));
  }
}
`
