import type { SplatCloud } from '../../src-shared/splat-cloud.ts'

/** Of all splats so many must be near where they were; a few stray far in any training. */
const SHARE = 0.98
/** Near is within so many of its own largest standard deviation, which further training moves it by a fraction of. */
const REACH = 3

/**
 * Whether the splats of `now` are those of `before` one for one, further trained: the same number in the same order.
 * Of two clouds in different orders hardly any splat would be near the one of its index.
 */
export function sameSplats(before: SplatCloud, now: SplatCloud): boolean {
  if (before.count !== now.count) return false
  let near = 0
  for (let i = 0; i < before.count; i++) {
    const [a, b, c] = before.logScales.subarray(3 * i, 3 * i + 3)
    const [x, y, z] = [0, 1, 2].map((k) => now.positions[3 * i + k] - before.positions[3 * i + k])
    if (Math.hypot(x, y, z) < REACH * Math.exp(Math.max(a, b, c))) near++
  }
  return near >= SHARE * before.count
}
