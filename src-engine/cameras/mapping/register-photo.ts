import { seededRandom } from '../../math/random.ts'
import { type Resection, resectPhoto } from '../absolute-pose/resection.ts'
import { placePhoto, type SceneModel } from './scene-model.ts'

export interface RegistrationOptions {
  /** Pixels an observation may be off. */
  readonly inlierPx: number
  /** Least number of observations that must agree, and least part of all. */
  readonly minInliers: number
  readonly minRatio: number
  readonly seed: number
}

/** Factors tried on the focal length of a lens that no placed photo has used yet: nothing has confirmed it. */
const UNCONFIRMED_FACTORS = [1, 0.93, 1.08]
const GUESSED_FACTORS = [1, 0.83, 1.2, 0.69, 1.45, 0.58, 1.75]

/**
 * Places one photo from the points it sees. The first photo of a lens also sets that lens's focal length. True when it
 * was placed; its agreeing observations have then joined their points.
 */
export function registerPhoto(model: SceneModel, photo: number, options: RegistrationOptions): boolean {
  const { tracks, pointOf, points, pointsOfTrack } = model
  const observation: number[] = []
  const point: number[] = []
  for (const m of tracks.byPhoto[photo]) {
    const track = tracks.trackOf[m]
    if (pointsOfTrack[track] === 0) continue
    const first = point.length
    for (let o = tracks.starts[track]; o < tracks.starts[track + 1]; o++) {
      if (pointOf[o] < 0 || point.indexOf(pointOf[o], first) >= 0) continue
      observation.push(m)
      point.push(pointOf[o])
    }
  }
  if (point.length < options.minInliers) return false
  const seen = {
    count: point.length,
    points: Float64Array.from({ length: 3 * point.length }, (_, k) => points[3 * point[(k / 3) | 0] + (k % 3)]),
    pixels: Float64Array.from({ length: 2 * point.length }, (_, k) => tracks.pixels[2 * observation[k >> 1] + (k & 1)]),
    cx: model.principalPoints[2 * photo],
    cy: model.principalPoints[2 * photo + 1],
  }
  const lens = 3 * model.lensOf[photo]
  const confirmed = model.placed.some((placed, other) => placed === 1 && model.lensOf[other] === model.lensOf[photo])
  const guessed = model.groups.groups[model.lensOf[photo]].guessed
  const factors = confirmed ? [1] : guessed ? GUESSED_FACTORS : UNCONFIRMED_FACTORS
  let best: Resection | null = null
  for (const factor of factors) {
    const guess = Float64Array.of(model.lenses[lens] * factor, model.lenses[lens + 1], model.lenses[lens + 2])
    const result = resectPhoto(seen, guess, {
      inlierPx: options.inlierPx,
      random: seededRandom(options.seed + 31 * photo),
      refineFocal: !confirmed,
    })
    if (result && (!best || result.inlierCount > best.inlierCount)) best = result
  }
  if (!best || best.inlierCount < options.minInliers || best.inlierCount < options.minRatio * seen.count) return false
  placePhoto(model, photo, best.pose)
  if (!confirmed) model.lenses[lens] = best.lens[0]
  for (let i = 0; i < seen.count; i++) if (best.inliers[i]) pointOf[observation[i]] = point[i]
  return true
}
