import * as SH from '../../cpu/spherical-harmonics.ts'
import { FIELD } from './splat-fields.wgsl.ts'

/** The basis of cpu/spherical-harmonics.ts. Needs SETTINGS. */
export const HARMONICS = /* wgsl */ `
fn harmonicsUsed() -> u32 {
  return (s.activeDegree + 1) * (s.activeDegree + 1);
}

// Basis values for a unit direction from the camera to the splat; 0 above the active degree.
fn harmonicsBasis(d: vec3f) -> array<f32, 16> {
  var b = array<f32, 16>();
  b[0] = ${SH.C0};
  if (s.activeDegree < 1) { return b; }
  b[1] = -${SH.C1} * d.y;
  b[2] = ${SH.C1} * d.z;
  b[3] = -${SH.C1} * d.x;
  if (s.activeDegree < 2) { return b; }
  let q = d * d;
  b[4] = ${SH.C2A} * d.x * d.y;
  b[5] = -${SH.C2A} * d.y * d.z;
  b[6] = ${SH.C2B} * (2 * q.z - q.x - q.y);
  b[7] = -${SH.C2A} * d.x * d.z;
  b[8] = ${SH.C2C} * (q.x - q.y);
  if (s.activeDegree < 3) { return b; }
  b[9] = -${SH.C3A} * d.y * (3 * q.x - q.y);
  b[10] = ${SH.C3B} * d.x * d.y * d.z;
  b[11] = -${SH.C3C} * d.y * (4 * q.z - q.x - q.y);
  b[12] = ${SH.C3D} * d.z * (2 * q.z - 3 * q.x - 3 * q.y);
  b[13] = -${SH.C3C} * d.x * (4 * q.z - q.x - q.y);
  b[14] = ${SH.C3E} * d.z * (q.x - q.y);
  b[15] = -${SH.C3A} * d.x * (q.x - 3 * q.y);
  return b;
}
`

/** A splat's colour. Needs HARMONICS and `splatFields` with all groups. */
export const SPLAT_COLOR = /* wgsl */ `
fn coefficient(k: u32, i: u32) -> vec3f {
  return field3(${FIELD.harmonics} + 3 * k, i);
}

// Colour before it is held at 0.
fn rawColor(i: u32, basis: array<f32, 16>) -> vec3f {
  var weights = basis;
  var color = vec3f(0.5);
  let used = harmonicsUsed();
  for (var k = 0u; k < used; k++) { color += weights[k] * coefficient(k, i); }
  return color;
}
`

/** Derivatives of the basis polynomials by x, y and z as free variables. */
export const HARMONICS_SLOPES = /* wgsl */ `
fn harmonicsSlopes(d: vec3f) -> array<vec3f, 16> {
  var g = array<vec3f, 16>();
  if (s.activeDegree < 1) { return g; }
  g[1] = vec3f(0, -${SH.C1}, 0);
  g[2] = vec3f(0, 0, ${SH.C1});
  g[3] = vec3f(-${SH.C1}, 0, 0);
  if (s.activeDegree < 2) { return g; }
  let q = d * d;
  g[4] = ${SH.C2A} * vec3f(d.y, d.x, 0);
  g[5] = -${SH.C2A} * vec3f(0, d.z, d.y);
  g[6] = ${2 * SH.C2B} * vec3f(-d.x, -d.y, 2 * d.z);
  g[7] = -${SH.C2A} * vec3f(d.z, 0, d.x);
  g[8] = ${2 * SH.C2C} * vec3f(d.x, -d.y, 0);
  if (s.activeDegree < 3) { return g; }
  g[9] = -${3 * SH.C3A} * vec3f(2 * d.x * d.y, q.x - q.y, 0);
  g[10] = ${SH.C3B} * vec3f(d.y * d.z, d.x * d.z, d.x * d.y);
  g[11] = ${SH.C3C} * vec3f(2 * d.x * d.y, q.x + 3 * q.y - 4 * q.z, -8 * d.y * d.z);
  g[12] = ${3 * SH.C3D} * vec3f(-2 * d.x * d.z, -2 * d.y * d.z, 2 * q.z - q.x - q.y);
  g[13] = ${SH.C3C} * vec3f(3 * q.x + q.y - 4 * q.z, 2 * d.x * d.y, -8 * d.x * d.z);
  g[14] = ${SH.C3E} * vec3f(2 * d.x * d.z, -2 * d.y * d.z, q.x - q.y);
  g[15] = ${3 * SH.C3A} * vec3f(q.y - q.x, 2 * d.x * d.y, 0);
  return g;
}
`
