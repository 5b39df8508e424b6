/**
 * Where a camera stands about the world's origin, in degrees: azimuth 0 on +Z and 90 on +X, elevation above the horizon.
 * @param worldToCamera 4x4, row by row, in the world of DESIGN: right-handed, +Y up.
 */
export function orbitOf(worldToCamera: readonly number[]): { readonly azimuth: number; readonly elevation: number } {
  const m = worldToCamera
  // The camera's centre is -R^T t.
  const [x, y, z] = [0, 1, 2].map((i) => -(m[i] * m[3] + m[4 + i] * m[7] + m[8 + i] * m[11]))
  const azimuth = (Math.atan2(x, z) * 180) / Math.PI
  const elevation = (Math.atan2(y, Math.hypot(x, z)) * 180) / Math.PI
  return { azimuth: rounded(azimuth < -0.0005 ? azimuth + 360 : azimuth), elevation: rounded(elevation) }
}

/** A thousandth of a degree is finer than any rig; what is beyond is the noise of float arithmetic. */
function rounded(degrees: number): number {
  return Math.round(1000 * degrees) / 1000 + 0
}
