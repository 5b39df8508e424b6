import { bestRotation } from '../two-view/best-rotation.ts'
import type { PairMatches } from '../types.ts'
import type { MappingInput } from './mapping-input.ts'

/** A match counts as explained within this part of the photo's longer side: 2 pixels at 800. */
const EXPLAINED_OF_EDGE = 0.0025

/** True where turning the camera in place explains nearly all matches of a pair: the photos tell nothing of depth. */
export function lacksParallax({ photos, keypoints }: MappingInput, { a, b, matches, geometry }: PairMatches): boolean {
  if (geometry === 'rotation') return true
  const count = matches.length / 2
  const [x1, x2] = [a, b].map((photo, side) => {
    const { width, height, focalPx } = photos[photo]
    const points = new Float64Array(2 * count)
    for (let i = 0; i < count; i++) {
      const k = 4 * matches[2 * i + side]
      points[2 * i] = (keypoints[photo][k] - width / 2) / focalPx
      points[2 * i + 1] = (keypoints[photo][k + 1] - height / 2) / focalPx
    }
    return points
  })
  const all = Int32Array.from({ length: count }, (_, i) => i)
  const R = bestRotation(x1, x2, all, count)
  const { width, height, focalPx } = photos[b]
  const limit = (EXPLAINED_OF_EDGE * Math.max(width, height)) / focalPx
  let explained = 0
  for (let i = 0; i < 2 * count; i += 2) {
    const [u, v] = [x1[i], x1[i + 1]]
    const z = R[6] * u + R[7] * v + R[8]
    const x = (R[0] * u + R[1] * v + R[2]) / z
    const y = (R[3] * u + R[4] * v + R[5]) / z
    if (Math.hypot(x - x2[i], y - x2[i + 1]) < limit) explained++
  }
  return explained > 0.8 * count
}
