import type { FeatureSet, PairMatches } from '../../src-engine/cameras/types.ts'
import { seededNormal, seededRandom } from '../../src-engine/math/random.ts'
import type { Photo } from '../../src-shared/photo.ts'
import type { CameraPose } from './score-cameras.ts'

/** Features and matches as the detector and matcher would give them, but made from known cameras and points. */
export interface SyntheticScene {
  readonly photos: Photo[]
  readonly features: FeatureSet[]
  readonly pairs: PairMatches[]
}

export interface SyntheticOptions {
  readonly width: number
  readonly height: number
  /** True focal length, and what the photos claim. */
  readonly focalPx: number
  readonly claimedFocalPx: number
  readonly focalSource: Photo['focalSource']
  readonly noisePx: number
  /** Part of the matches that join different points. */
  readonly wrongMatches: number
  /** Chance that a visible point is found in a photo. */
  readonly found: number
  readonly seed: number
}

export const SYNTHETIC_DEFAULTS: SyntheticOptions = {
  width: 800,
  height: 600,
  focalPx: 711.1111111111111,
  claimedFocalPx: 711.1111111111111,
  focalSource: 'exif-35mm',
  noisePx: 0.3,
  wrongMatches: 0.05,
  found: 0.5,
  seed: 3,
}

/** A point of the scene and the direction its surface faces. */
export interface SurfacePoint {
  readonly at: readonly number[]
  readonly normal: readonly number[]
}

/** Points on an ellipsoid standing on the table z = 0, and on the table around it (z up, metres, as in the vase data). */
export function ellipsoidOnTable(onObject: number, onTable: number, seed: number): SurfacePoint[] {
  const random = seededRandom(seed)
  const normal = seededNormal(random)
  const radii = [0.29, 0.19, 0.21]
  const points: SurfacePoint[] = []
  for (let i = 0; i < onObject; i++) {
    const v = [normal(), normal(), normal()]
    const length = Math.hypot(...v)
    const unit = v.map((x) => x / length)
    const gradient = unit.map((x, k) => x / radii[k])
    const steepness = Math.hypot(...gradient)
    points.push({
      at: unit.map((x, k) => x * radii[k] + (k === 2 ? radii[2] : 0)),
      normal: gradient.map((x) => x / steepness),
    })
  }
  while (points.length < onObject + onTable) {
    const at = [1.4 * (random() - 0.5), 1.4 * (random() - 0.5), 0]
    if (Math.hypot(at[0] / 0.3, at[1] / 0.2) > 1) points.push({ at, normal: [0, 0, 1] })
  }
  return points
}

/** Projects the points into the cameras: noisy features, matches between all pairs that share 20 points, some wrong. */
export function synthesize(
  cameras: readonly CameraPose[],
  points: readonly SurfacePoint[],
  options: Partial<SyntheticOptions> = {},
): SyntheticScene {
  const { width, height, focalPx, claimedFocalPx, focalSource, noisePx, wrongMatches, found, seed } = {
    ...SYNTHETIC_DEFAULTS,
    ...options,
  }
  const random = seededRandom(seed)
  const normal = seededNormal(random)
  const featureOf = cameras.map(() => new Map<number, number>())
  const features = cameras.map(({ rotation, centre }, c): FeatureSet => {
    const keypoints: number[] = []
    points.forEach(({ at, normal: facing }, i) => {
      const d = at.map((x, k) => x - centre[k])
      const view = -(d[0] * facing[0] + d[1] * facing[1] + d[2] * facing[2]) / Math.hypot(...d)
      const [x, y, z] = [0, 3, 6].map((r) => rotation[r] * d[0] + rotation[r + 1] * d[1] + rotation[r + 2] * d[2])
      const px = width / 2 + (focalPx * x) / z
      const py = height / 2 + (focalPx * y) / z
      if (view < 0.3 || z <= 0 || px < 0 || py < 0 || px > width || py > height || random() > found) return
      featureOf[c].set(i, keypoints.length / 4)
      keypoints.push(px + noisePx * normal(), py + noisePx * normal(), 2, 0)
    })
    const count = keypoints.length / 4
    return {
      width,
      height,
      count,
      keypoints: Float32Array.from(keypoints),
      descriptors: new Uint8Array(128 * count),
      colors: new Uint8Array(3 * count).fill(90),
    }
  })
  const pairs: PairMatches[] = []
  for (let a = 0; a < cameras.length; a++) {
    for (let b = a + 1; b < cameras.length; b++) {
      const matches: number[] = []
      for (const [point, feature] of featureOf[a]) {
        const other = featureOf[b].get(point)
        if (other === undefined) continue
        matches.push(feature, random() < wrongMatches ? Math.floor(random() * features[b].count) : other)
      }
      if (matches.length >= 40) pairs.push({ a, b, matches: Uint32Array.from(matches), geometry: 'general' })
    }
  }
  const photos = cameras.map((_, i): Photo => {
    const file = `photo_${String(i).padStart(3, '0')}.jpg`
    const known = { focalPx: claimedFocalPx, focalSource, cameraModel: 'Synthetic One' }
    return { file, path: `/${file}`, width, height, bytes: 1, sha256: String(i), format: 'jpeg', ...known }
  })
  return { photos, features, pairs }
}

/** The true cameras under the synthetic photos' names. */
export function truthByName(cameras: readonly CameraPose[]): Map<string, CameraPose> {
  return new Map(cameras.map((camera, i) => [`photo_${String(i).padStart(3, '0')}`, camera]))
}
