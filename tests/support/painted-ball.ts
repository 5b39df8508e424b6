import type { SparsePoints } from '../../src-engine/cameras/types.ts'
import { seededNormal, seededRandom } from '../../src-engine/math/random.ts'
import type { TrainingView } from '../../src-engine/training/trainer.ts'
import type { Camera } from '../../src-shared/camera.ts'

/** Colour of the ball of radius 1 at a place: 60 to 160, other in each channel. */
const colorAt = (place: readonly number[]) => place.map((v) => Math.round(110 + 50 * Math.sin(3 * v)))

/** Photos of a smoothly painted ball before a grey wall, by where each pixel's ray meets it; for cameras of `circleCameras`. */
export function photographPaintedBall(cameras: readonly Camera[]): TrainingView[] {
  return cameras.map((camera) => {
    const { width, height, fx, fy, cx, cy, worldToCamera: m } = camera
    const data = new Uint8Array(3 * width * height).fill(90)
    for (let p = 0; p < width * height; p++) {
      const ray = [((p % width) + 0.5 - cx) / fx, (Math.floor(p / width) + 0.5 - cy) / fy, 1]
      const direction = [0, 1, 2].map((k) => m[k] * ray[0] + m[4 + k] * ray[1] + m[8 + k] * ray[2])
      // The camera stands 4 behind the origin, seen along its forward axis f: |t d - 4 f| = 1.
      const a = direction[0] ** 2 + direction[1] ** 2 + direction[2] ** 2
      const inside = 16 - a * 15
      if (inside < 0) continue
      const t = (4 - Math.sqrt(inside)) / a
      data.set(colorAt(direction.map((d, k) => t * d - 4 * m[8 + k])), 3 * p)
    }
    return { camera, image: { width, height, data } }
  })
}

/** Places on the ball, each seen by the photos from its side: at least 30 degrees from the rim. */
export function paintedBallPoints(count: number, cameras: readonly Camera[]): SparsePoints {
  const normal = seededNormal(seededRandom(4))
  const places = Array.from({ length: count }, () => {
    const place = [normal(), normal(), normal()]
    const length = Math.hypot(...place)
    return place.map((v) => v / length)
  })
  const tracks = places.map(([x, , z]) => {
    return cameras.flatMap(({ worldToCamera: m }, i) => (-(m[8] * x + m[10] * z) > 0.5 ? [i] : []))
  })
  const trackStarts = new Uint32Array(count + 1)
  for (const [i, track] of tracks.entries()) trackStarts[i + 1] = trackStarts[i] + track.length
  const observations = tracks.flat()
  return {
    count,
    positions: Float64Array.from(places.flat()),
    colors: Uint8Array.from(places.flatMap(colorAt)),
    errors: new Float32Array(count),
    trackStarts,
    observedBy: Uint32Array.from(observations),
    observedAt: new Float32Array(2 * observations.length),
  }
}

/** The photo taken with another exposure: `factors` by channel, cut off at white. */
export function exposed({ camera, image }: TrainingView, factors: readonly number[]): TrainingView {
  const data = image.data.map((value, k) => Math.min(255, Math.round(value * factors[k % 3])))
  return { camera, image: { ...image, data } }
}
