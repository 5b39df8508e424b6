/** w x y z. */
export type Quaternion = readonly [number, number, number, number]

/** The rotation matrix, row-major, of a quaternion of any length but zero. */
export function rotationMatrix([w, x, y, z]: Quaternion): number[] {
  const s = 2 / (w * w + x * x + y * y + z * z)
  return [
    ...[1 - s * (y * y + z * z), s * (x * y - w * z), s * (x * z + w * y)],
    ...[s * (x * y + w * z), 1 - s * (x * x + z * z), s * (y * z - w * x)],
    ...[s * (x * z - w * y), s * (y * z + w * x), 1 - s * (x * x + y * y)],
  ]
}
