import { DILATION, LEAST_SHARPNESS, NEAR } from '../../cpu/raster-constants.ts'
import { WIDENED_VIEW } from '../../cpu/splat-footprint.ts'
import { FIELD } from './splat-fields.wgsl.ts'

/**
 * The ellipse that splat i covers in the view, as cpu/splat-footprint.ts has it. Needs SETTINGS, FINITE and `splatFields`.
 * The determinant is taken from the spread by Cauchy and Binet: in float32 xx yy - xy^2 would cancel for needles.
 */
export const FOOTPRINT = /* wgsl */ `
struct Footprint {
  // Position in the camera frame.
  camera: vec3f,
  // Unit quaternion w x y z, and the length it had.
  quaternion: vec4f,
  quaternionLength: f32,
  // Columns: the splat's axes in the world. Standard deviations along them.
  axes: mat3x3f,
  scales: vec3f,
  // Derivative of pixel by camera position, [j.x 0 j.y; 0 j.z j.w]; held where the slant was held at the border.
  jacobian: vec4f,
  heldX: bool,
  heldY: bool,
  // T = Jacobian * rotation, rows; P = T * axes * diag(scales), rows; pixel covariance = P P^T + dilation.
  toPixelX: vec3f,
  toPixelY: vec3f,
  spreadX: vec3f,
  spreadY: vec3f,
  // xx, xy, yy.
  covariance: vec3f,
  determinant: f32,
  // Determinant without the dilation, and what the dilation leaves of the opacity.
  bare: f32,
  fade: f32,
  seen: bool,
}

fn footprintOf(i: u32) -> Footprint {
  var f: Footprint;
  f.seen = false;
  let position = field3(${FIELD.position}, i);
  let logScales = field3(${FIELD.logScale}, i);
  let raw = vec4f(field3(${FIELD.rotation}, i), field(${FIELD.rotation + 3}, i));
  let world = vec4f(position, 1);
  f.camera = vec3f(dot(s.toCameraX, world), dot(s.toCameraY, world), dot(s.toCameraZ, world));
  let z = f.camera.z;
  f.quaternionLength = length(raw);
  if (!finite(dot(f.camera, vec3f(1))) || !(z > ${NEAR}) || !(f.quaternionLength > 0)) { return f; }
  let q = raw / f.quaternionLength;
  f.quaternion = q;
  f.axes = mat3x3f(
    vec3f(1 - 2 * (q.z * q.z + q.w * q.w), 2 * (q.y * q.z + q.x * q.w), 2 * (q.y * q.w - q.x * q.z)),
    vec3f(2 * (q.y * q.z - q.x * q.w), 1 - 2 * (q.y * q.y + q.w * q.w), 2 * (q.z * q.w + q.x * q.y)),
    vec3f(2 * (q.y * q.w + q.x * q.z), 2 * (q.z * q.w - q.x * q.y), 1 - 2 * (q.y * q.y + q.z * q.z)));
  f.scales = exp(logScales);
  let slant = f.camera.xy / z;
  let limit = ${WIDENED_VIEW} * vec2f(
    max(s.cx, f32(s.width) - s.cx) / s.fx,
    max(s.cy, f32(s.height) - s.cy) / s.fy);
  let held = clamp(slant, -limit, limit);
  f.heldX = abs(slant.x) > limit.x;
  f.heldY = abs(slant.y) > limit.y;
  f.jacobian = vec4f(s.fx / z, -s.fx / z * held.x, s.fy / z, -s.fy / z * held.y);
  f.toPixelX = f.jacobian.x * s.toCameraX.xyz + f.jacobian.y * s.toCameraZ.xyz;
  f.toPixelY = f.jacobian.z * s.toCameraY.xyz + f.jacobian.w * s.toCameraZ.xyz;
  f.spreadX = (f.toPixelX * f.axes) * f.scales;
  f.spreadY = (f.toPixelY * f.axes) * f.scales;
  let xx = dot(f.spreadX, f.spreadX);
  let yy = dot(f.spreadY, f.spreadY);
  let across = cross(f.spreadX, f.spreadY);
  f.covariance = vec3f(xx + ${DILATION}, dot(f.spreadX, f.spreadY), yy + ${DILATION});
  f.determinant = dot(across, across) + ${DILATION} * (xx + yy) + ${DILATION * DILATION};
  f.bare = dot(across, across);
  f.fade = sqrt(max(f.bare / f.determinant, ${LEAST_SHARPNESS}));
  f.seen = finite(f.determinant) && f.determinant > 0 && f.determinant < 1e12;
  return f;
}
`
