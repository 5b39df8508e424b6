import { describe, expect, it } from 'vitest'
import { perspectiveThreePoint } from '../../../../src-engine/cameras/absolute-pose/p3p.ts'
import { resectPhoto } from '../../../../src-engine/cameras/absolute-pose/resection.ts'
import { projectPoint } from '../../../../src-engine/cameras/bundle-adjustment/radial-camera.ts'
import { seededNormal, seededRandom } from '../../../../src-engine/math/random.ts'
import { multiply3, rotationAngle, rotationFromVector, transpose3 } from '../../../../src-engine/math/rotation.ts'

const random = seededRandom(11)
const normal = seededNormal(random)

/** A random pose that looks at the unit ball around the origin from 3 to 6 units away. */
function randomPose(): Float64Array {
  const pose = new Float64Array(12)
  rotationFromVector(2 * normal(), 2 * normal(), 2 * normal(), pose)
  pose.set([0.3 * normal(), 0.3 * normal(), 3 + 3 * random()], 9)
  return pose
}

function poseDifference(a: Float64Array, b: Float64Array): number {
  const turn = rotationAngle(multiply3(a.subarray(0, 9), transpose3(b), new Float64Array(9)))
  return turn + Math.hypot(a[9] - b[9], a[10] - b[10], a[11] - b[11])
}

describe('perspectiveThreePoint', () => {
  it('finds the true pose, and only poses that see the points along the rays', () => {
    let worst = 0
    let missed = 0
    for (let trial = 0; trial < 2000; trial++) {
      const pose = randomPose()
      const points = Float64Array.from({ length: 9 }, () => normal())
      const rays = new Float64Array(9)
      for (let i = 0; i < 3; i++) {
        const y = [0, 1, 2].map(
          (r) => pose[9 + r] + [0, 1, 2].reduce((sum, c) => sum + pose[3 * r + c] * points[3 * i + c], 0),
        )
        if (y[2] < 0.2) y[2] = 0.2
        const length = Math.hypot(...y)
        for (let k = 0; k < 3; k++) rays[3 * i + k] = y[k] / length
        // The point that lies along that ray, in case it was moved in front of the camera.
        for (let c = 0; c < 3; c++) {
          points[3 * i + c] = [0, 1, 2].reduce((sum, r) => sum + pose[3 * r + c] * (y[r] - pose[9 + r]), 0)
        }
      }
      const out = new Float64Array(48)
      const found = perspectiveThreePoint(rays, points, out)
      let nearest = Number.POSITIVE_INFINITY
      for (let s = 0; s < found; s++) {
        const candidate = out.slice(12 * s, 12 * s + 12)
        nearest = Math.min(nearest, poseDifference(candidate, pose))
        for (let i = 0; i < 3; i++) {
          const y = [0, 1, 2].map(
            (r) => candidate[9 + r] + [0, 1, 2].reduce((sum, c) => sum + candidate[3 * r + c] * points[3 * i + c], 0),
          )
          const length = Math.hypot(...y)
          worst = Math.max(worst, ...y.map((v, k) => Math.abs(v / length - rays[3 * i + k])))
        }
      }
      if (!(nearest < 1e-5)) missed++
    }
    expect(worst).toBeLessThan(1e-6)
    // Near the danger cylinder two solutions merge and rounding decides.
    expect(missed).toBeLessThanOrEqual(4)
  })

  it('gives nothing for collinear points', () => {
    const rays = Float64Array.of(0, 0, 1, 0.1, 0, Math.sqrt(0.99), 0.2, 0, Math.sqrt(0.96))
    expect(perspectiveThreePoint(rays, Float64Array.of(0, 0, 4, 1, 0, 4, 2, 0, 4), new Float64Array(48))).toBe(0)
  })
})

describe('resectPhoto', () => {
  /** 120 points in the unit ball seen with 0.3 px noise, every third one wrong by up to the whole photo. */
  function scene(focal: number) {
    const pose = randomPose()
    const count = 120
    const lens = Float64Array.of(focal, -0.05, 0.01)
    const points = Float64Array.from({ length: 3 * count }, () => 0.6 * normal())
    const pixels = new Float64Array(2 * count)
    const pixel = new Float64Array(2)
    for (let i = 0; i < count; i++) {
      projectPoint(pose, 0, lens, 0, 400, 300, points, 3 * i, pixel)
      const wrong = i % 3 === 0
      pixels[2 * i] = wrong ? 800 * random() : pixel[0] + 0.3 * normal()
      pixels[2 * i + 1] = wrong ? 600 * random() : pixel[1] + 0.3 * normal()
    }
    return { pose, lens, seen: { count, points, pixels, cx: 400, cy: 300 } }
  }

  it('recovers the pose among a third of outliers', () => {
    for (let trial = 0; trial < 20; trial++) {
      const { pose, lens, seen } = scene(700)
      const result = resectPhoto(seen, lens, { inlierPx: 4, random: seededRandom(trial) })
      expect(result?.inlierCount).toBeGreaterThanOrEqual(80)
      expect(poseDifference(result!.pose, pose)).toBeLessThan(0.02)
    }
  })

  it('corrects a focal length that is 8 % off when asked to', () => {
    const { lens, seen } = scene(700)
    const guess = Float64Array.of(700 * 1.08, lens[1], lens[2])
    const result = resectPhoto(seen, guess, { inlierPx: 8, random: seededRandom(1), refineFocal: true })
    expect(Math.abs(result!.lens[0] / 700 - 1)).toBeLessThan(0.01)
  })

  it('is the same for the same seed', () => {
    const { lens, seen } = scene(700)
    const [a, b] = [3, 3].map((seed) => resectPhoto(seen, lens, { inlierPx: 4, random: seededRandom(seed) }))
    expect(a!.pose).toEqual(b!.pose)
  })
})
