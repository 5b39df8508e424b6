/** Enough that the median is off by a few percent only; each costs one pass over all points. */
const SAMPLES = 64

/**
 * Median distance from a point to its nearest neighbour, from evenly spread samples; about 0.1 s for a million points.
 * `positions`: 3N; only points marked in `included` count. At least 1e-9, also where there are no two points.
 */
export function medianSpacing(positions: Float32Array, included: Uint8Array | null): number {
  const all = positions.length / 3
  const indices = new Uint32Array(all)
  let length = 0
  for (let i = 0; i < all; i++) if (!included || included[i]) indices[length++] = i
  const count = Math.min(SAMPLES, length)
  if (length < 2) return 1e-9
  const distances = new Float64Array(count)
  for (let s = 0; s < count; s++) {
    const own = indices[Math.floor((s * length) / count)]
    const [x, y, z] = [positions[3 * own], positions[3 * own + 1], positions[3 * own + 2]]
    let nearest = Infinity
    for (let n = 0; n < length; n++) {
      const j = indices[n]
      const dx = positions[3 * j] - x
      const dy = positions[3 * j + 1] - y
      const dz = positions[3 * j + 2] - z
      const squared = dx * dx + dy * dy + dz * dz
      if (squared < nearest && j !== own) nearest = squared
    }
    distances[s] = Math.sqrt(nearest)
  }
  return Math.max(distances.sort()[count >> 1], 1e-9)
}
