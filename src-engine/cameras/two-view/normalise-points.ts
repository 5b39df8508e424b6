/**
 * Hartley's normalisation: the chosen points moved to their centroid and scaled to a mean distance of sqrt(2).
 * Writes 2 * count coordinates to `out`; returns x_normalised = scale * (x - centre).
 */
export function normalisePoints(
  points: Float64Array,
  chosen: Int32Array,
  count: number,
  out: Float64Array,
): { scale: number; cx: number; cy: number } {
  let cx = 0
  let cy = 0
  for (let i = 0; i < count; i++) {
    cx += points[2 * chosen[i]]
    cy += points[2 * chosen[i] + 1]
  }
  cx /= count
  cy /= count
  let distance = 0
  for (let i = 0; i < count; i++) distance += Math.hypot(points[2 * chosen[i]] - cx, points[2 * chosen[i] + 1] - cy)
  const scale = distance > 0 ? (Math.SQRT2 * count) / distance : 1
  for (let i = 0; i < count; i++) {
    out[2 * i] = scale * (points[2 * chosen[i]] - cx)
    out[2 * i + 1] = scale * (points[2 * chosen[i] + 1] - cy)
  }
  return { scale, cx, cy }
}
