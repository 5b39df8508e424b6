import { LEAST_SHARPNESS } from '../../cpu/raster-constants.ts'

/**
 * cpu/project-splat-backward.ts: from what has been gathered of a splat to its position, scales and rotation. Needs
 * SETTINGS, FOOTPRINT and GATHERED.
 */
export const SHAPE_BACKWARD = /* wgsl */ `
struct Shape {
  position: vec3f,
  logScales: vec3f,
  rotation: vec4f,
}

fn shapeBackward(f: Footprint, conic: vec3f, gathered: Gathered) -> Shape {
  var g: Shape;
  let q = mat2x2f(conic.x, conic.y, conic.y, conic.z);
  let mean = q * vec2f(gathered.h1x, gathered.h1y);
  // Gradient by the conic is -h2 / 2; by the covariance -Q dQ Q.
  var spread = q * (0.5 * mat2x2f(gathered.h2xx, gathered.h2xy, gathered.h2xy, gathered.h2yy)) * q;
  // And through the opacity: half the logarithm of the determinants' ratio, each by its own covariance.
  if (f.bare > ${LEAST_SHARPNESS} * f.determinant) {
    let xy = -f.covariance.y;
    let bare = mat2x2f(dot(f.spreadY, f.spreadY), xy, xy, dot(f.spreadX, f.spreadX)) * (1 / f.bare);
    spread += (0.5 * gathered.h0) * (bare - q);
  }
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
`
