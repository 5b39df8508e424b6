import { describe, expect, it } from 'vitest'
import { bundleAdjust, bundleCost } from '../../../../src-engine/cameras/bundle-adjustment/bundle-adjustment.ts'
import { type BundleProblem, layOut } from '../../../../src-engine/cameras/bundle-adjustment/bundle-problem.ts'
import {
  JACOBIAN_STRIDE,
  pixelToNormalized,
  projectPoint,
  projectWithJacobian,
} from '../../../../src-engine/cameras/bundle-adjustment/radial-camera.ts'
import {
  buildReducedSystem,
  makeReducedSystem,
} from '../../../../src-engine/cameras/bundle-adjustment/reduced-camera-system.ts'
import { choleskyFactor, choleskySolve } from '../../../../src-engine/math/cholesky.ts'
import { seededNormal, seededRandom } from '../../../../src-engine/math/random.ts'
import { multiply3, rotationFromVector } from '../../../../src-engine/math/rotation.ts'

interface SceneOptions {
  readonly cameras: number
  readonly points: number
  readonly noisePx: number
  readonly seed?: number
  /** Part of the observations moved by up to 60 px. */
  readonly outliers?: number
}

/** Cameras on a ring about points in a ball, two lenses by turns; every point is seen by about two in three cameras. */
function ringScene({ cameras, points, noisePx, seed = 5, outliers = 0 }: SceneOptions): BundleProblem {
  const random = seededRandom(seed)
  const normal = seededNormal(random)
  const poses = new Float64Array(12 * cameras)
  for (let c = 0; c < cameras; c++) {
    const azimuth = (2 * Math.PI * c) / cameras
    // Camera z looks at the origin from radius 4, x level, y down; the world's up is +y.
    const z = [-Math.cos(azimuth), -0.4, -Math.sin(azimuth)]
    const length = Math.hypot(...z)
    const forward = z.map((v) => v / length)
    const right = [Math.sin(azimuth), 0, -Math.cos(azimuth)]
    const down = [
      forward[1] * right[2] - forward[2] * right[1],
      forward[2] * right[0] - forward[0] * right[2],
      forward[0] * right[1] - forward[1] * right[0],
    ]
    poses.set([...right, ...down, ...forward, 0.1 * normal(), 0.1 * normal(), 4], 12 * c)
  }
  const lenses = Float64Array.of(700, -0.06, 0.02, 820, 0.04, -0.01)
  const lensOf = Int32Array.from({ length: cameras }, (_, c) => c % 2)
  const principalPoints = new Float64Array(2 * cameras).fill(320)
  const positions = Float64Array.from({ length: 3 * points }, () => 0.5 * normal())
  const starts = [0]
  const observedBy: number[] = []
  const pixels: number[] = []
  const pixel = new Float64Array(2)
  for (let i = 0; i < points; i++) {
    for (let c = 0; c < cameras; c++) {
      if ((c + i) % 3 === 0) continue
      projectPoint(poses, 12 * c, lenses, 3 * lensOf[c], 320, 320, positions, 3 * i, pixel)
      const wrong = random() < outliers ? 60 : 0
      observedBy.push(c)
      pixels.push(pixel[0] + noisePx * normal() + wrong * random(), pixel[1] + noisePx * normal() + wrong * random())
    }
    starts.push(observedBy.length)
  }
  return {
    poses,
    principalPoints,
    lensOf,
    lenses,
    points: positions,
    starts: Uint32Array.from(starts),
    observedBy: Int32Array.from(observedBy),
    pixels: Float64Array.from(pixels),
    weights: new Float64Array(observedBy.length).fill(1),
    poseFree: new Uint8Array(cameras).fill(1),
    lensFree: new Uint8Array(6).fill(1),
    lensPriors: new Float64Array(12),
  }
}

function copyOf(problem: BundleProblem): BundleProblem {
  return {
    ...problem,
    poses: problem.poses.slice(),
    lenses: problem.lenses.slice(),
    points: problem.points.slice(),
  }
}

/** Moves one unknown of a copy: pose unknowns first (6 a camera), then lenses (3), then points (3). */
function perturbed(problem: BundleProblem, unknown: number, by: number): BundleProblem {
  const copy = copyOf(problem)
  const poseUnknowns = 6 * problem.lensOf.length
  if (unknown >= poseUnknowns + problem.lenses.length) {
    copy.points[unknown - poseUnknowns - problem.lenses.length] += by
  } else if (unknown >= poseUnknowns) {
    copy.lenses[unknown - poseUnknowns] += by
  } else {
    const c = Math.floor(unknown / 6)
    const k = unknown % 6
    if (k >= 3) copy.poses[12 * c + 6 + k] += by
    else {
      const turn = rotationFromVector(k === 0 ? by : 0, k === 1 ? by : 0, k === 2 ? by : 0, new Float64Array(9))
      copy.poses.set(multiply3(turn, problem.poses.subarray(12 * c, 12 * c + 9), new Float64Array(9)), 12 * c)
    }
  }
  return copy
}

describe('projectWithJacobian', () => {
  it('agrees with finite differences in every unknown', () => {
    const problem = ringScene({ cameras: 3, points: 1, noisePx: 0 })
    const jacobian = new Float64Array(JACOBIAN_STRIDE)
    const project = (p: BundleProblem, c: number) => {
      const out = new Float64Array(2)
      projectPoint(p.poses, 12 * c, p.lenses, 3 * p.lensOf[c], 320, 320, p.points, 0, out)
      return out
    }
    for (let c = 0; c < 3; c++) {
      const lens = problem.lensOf[c]
      projectWithJacobian(problem.poses, 12 * c, problem.lenses, 3 * lens, 320, 320, problem.points, 0, jacobian, 0)
      expect(jacobian[0]).toBeCloseTo(project(problem, c)[0], 9)
      for (let k = 0; k < 12; k++) {
        const unknown = k < 6 ? 6 * c + k : k < 9 ? 18 + 3 * lens + k - 6 : 24 + k - 9
        const h = 1e-6
        const plus = project(perturbed(problem, unknown, h), c)
        const minus = project(perturbed(problem, unknown, -h), c)
        expect(jacobian[2 + k]).toBeCloseTo((plus[0] - minus[0]) / (2 * h), 4)
        expect(jacobian[14 + k]).toBeCloseTo((plus[1] - minus[1]) / (2 * h), 4)
      }
    }
  })

  it('is undone by pixelToNormalized', () => {
    const lens = Float64Array.of(600, -0.15, 0.03)
    const out = new Float64Array(2)
    for (const [x, y] of [
      [0, 0],
      [0.4, -0.3],
      [-0.6, 0.5],
    ]) {
      const r2 = x * x + y * y
      const radial = 600 * (1 + r2 * (-0.15 + 0.03 * r2))
      pixelToNormalized(lens, 0, x * radial, y * radial, out)
      expect(out[0]).toBeCloseTo(x, 10)
      expect(out[1]).toBeCloseTo(y, 10)
    }
  })
})

describe('the reduced camera system', () => {
  it('gives the step of the full normal equations, built from finite differences', () => {
    const problem = ringScene({ cameras: 4, points: 8, noisePx: 2 })
    problem.lensPriors.set([700, 0.05, 0, 10, 0, 10, 820, 0.05, 0, 10, 0, 10])
    const damping = 1e-3
    const lossScale = 2
    const cameras = 4
    const unknowns = 6 * cameras + 6 + 24
    const observations = problem.observedBy.length
    const pixel = new Float64Array(2)
    const residuals = (p: BundleProblem) => {
      const out: number[] = []
      for (let i = 0; i + 1 < p.starts.length; i++) {
        for (let m = p.starts[i]; m < p.starts[i + 1]; m++) {
          const c = p.observedBy[m]
          projectPoint(p.poses, 12 * c, p.lenses, 3 * p.lensOf[c], 320, 320, p.points, 3 * i, pixel)
          out.push(pixel[0] - p.pixels[2 * m], pixel[1] - p.pixels[2 * m + 1])
        }
      }
      return out
    }
    const r0 = residuals(problem)
    const normal = new Float64Array(unknowns * unknowns)
    const gradient = new Float64Array(unknowns)
    const columns = Array.from({ length: unknowns }, (_, u) => {
      const h = 1e-6
      const plus = residuals(perturbed(problem, u, h))
      const minus = residuals(perturbed(problem, u, -h))
      return plus.map((v, i) => (v - minus[i]) / (2 * h))
    })
    for (let m = 0; m < observations; m++) {
      const w = 1 / (1 + (r0[2 * m] ** 2 + r0[2 * m + 1] ** 2) / lossScale ** 2)
      for (let a = 0; a < unknowns; a++) {
        for (const row of [2 * m, 2 * m + 1]) {
          gradient[a] += w * columns[a][row] * r0[row]
          for (let b = 0; b < unknowns; b++) normal[a * unknowns + b] += w * columns[a][row] * columns[b][row]
        }
      }
    }
    for (let k = 0; k < 6; k++) {
      const a = 6 * cameras + k
      const w = problem.lensPriors[2 * k + 1] ** 2
      normal[a * unknowns + a] += w
      gradient[a] += w * (problem.lenses[k] - problem.lensPriors[2 * k])
    }
    const layout = layOut(problem)
    // The first pose is held, and one coordinate of the scale; the full system must hold the same.
    const held = new Set([0, 1, 2, 3, 4, 5, ...layout.held.map((row) => row + 6)])
    for (let a = 0; a < unknowns; a++) {
      normal[a * unknowns + a] *= 1 + damping
      if (!held.has(a)) continue
      for (let b = 0; b < unknowns; b++) {
        normal[a * unknowns + b] = 0
        normal[b * unknowns + a] = 0
      }
      normal[a * unknowns + a] = 1
      gradient[a] = 0
    }
    expect(choleskyFactor(normal, unknowns)).toBe(true)
    choleskySolve(normal, unknowns, gradient)

    const system = makeReducedSystem(problem, layout)
    buildReducedSystem(problem, system, damping, lossScale)
    expect(choleskyFactor(system.matrix, layout.size)).toBe(true)
    choleskySolve(system.matrix, layout.size, system.rhs)
    expect(layout.size).toBe(6 * 3 + 6)
    for (let row = 0; row < layout.size; row++) {
      const expected = -gradient[row + 6]
      expect(Math.abs(system.rhs[row] - expected)).toBeLessThan(1e-5 * (1 + Math.abs(expected)))
    }
  })
})

describe('bundleAdjust', () => {
  it('returns to the truth from a disturbed start when observations are exact', () => {
    const truth = ringScene({ cameras: 8, points: 120, noisePx: 0 })
    const problem = copyOf(truth)
    const normal = seededNormal(seededRandom(2))
    for (let c = 0; c < 8; c++) {
      const turn = rotationFromVector(0.02 * normal(), 0.02 * normal(), 0.02 * normal(), new Float64Array(9))
      problem.poses.set(multiply3(turn, problem.poses.subarray(12 * c, 12 * c + 9), new Float64Array(9)), 12 * c)
      for (let k = 9; k < 12; k++) problem.poses[12 * c + k] += 0.03 * normal()
    }
    for (let k = 0; k < problem.points.length; k++) problem.points[k] += 0.03 * normal()
    problem.lenses.set([740, 0, 0, 780, 0, 0])
    const summary = bundleAdjust(problem, { maxIterations: 60, tolerance: 1e-14 })
    expect(summary.finalCost).toBeLessThan(1e-10)
    for (let k = 0; k < 6; k++) expect(problem.lenses[k]).toBeCloseTo(truth.lenses[k], 3)
  })

  it('shrugs off wrong observations', () => {
    const truth = ringScene({ cameras: 8, points: 200, noisePx: 0.3, outliers: 0.05 })
    const problem = copyOf(truth)
    problem.lenses.set([720, 0, 0, 800, 0, 0])
    bundleAdjust(problem, { maxIterations: 60, tolerance: 1e-9 })
    expect(Math.abs(problem.lenses[0] / 700 - 1)).toBeLessThan(0.002)
    expect(Math.abs(problem.lenses[3] / 820 - 1)).toBeLessThan(0.002)
  })

  it('never raises the cost, and keeps what is held', () => {
    const problem = ringScene({ cameras: 6, points: 60, noisePx: 1 })
    problem.poseFree.set([1, 0, 1, 0, 1, 1])
    problem.lensFree.set([1, 0, 0, 0, 0, 0])
    const before = copyOf(problem)
    const summary = bundleAdjust(problem)
    expect(summary.finalCost).toBeLessThan(summary.initialCost)
    expect(bundleCost(problem, 2)).toBeCloseTo(summary.finalCost, 9)
    for (const c of [1, 3]) {
      expect(problem.poses.slice(12 * c, 12 * c + 12)).toEqual(before.poses.slice(12 * c, 12 * c + 12))
    }
    expect(problem.lenses.slice(1)).toEqual(before.lenses.slice(1))
    expect(problem.lenses[0]).not.toBe(before.lenses[0])
  })
})
