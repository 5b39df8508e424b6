import { choleskyFactor, choleskySolve } from '../../math/cholesky.ts'
import { multiply3, orthonormalizeRotation, rotationFromVector } from '../../math/rotation.ts'
import { type BundleProblem, layOut } from './bundle-problem.ts'
import { JACOBIAN_STRIDE, projectPoint, projectWithJacobian } from './radial-camera.ts'
import { buildReducedSystem, makeReducedSystem, type ReducedSystem } from './reduced-camera-system.ts'

export interface BundleOptions {
  readonly maxIterations?: number
  /** Residuals (in standard deviations) well beyond this lose their pull: the scale c of Cauchy's loss. */
  readonly lossScale?: number
  /** Stops when an accepted step lowers the cost by less than this part of it. */
  readonly tolerance?: number
}

const BUNDLE_DEFAULTS: Required<BundleOptions> = { maxIterations: 30, lossScale: 2, tolerance: 1e-5 }

export interface BundleSummary {
  readonly iterations: number
  readonly initialCost: number
  readonly finalCost: number
}

/**
 * Refines free poses, free lens parameters and all points in place so that the robust sum of squared reprojection
 * errors becomes least: Levenberg-Marquardt with Marquardt's scaling and Nielsen's damping rule (Madsen, Nielsen,
 * Tingleff, Methods for Non-linear Least Squares Problems, 2004), the points eliminated by the Schur complement, the
 * cameras solved by a dense Cholesky factor in fp64. Cost: (c^2 / 2) log(1 + s / c^2) an observation, s its squared
 * error in standard deviations. Reads nothing random: the same problem gives the same result.
 */
export function bundleAdjust(problem: BundleProblem, options: BundleOptions = {}): BundleSummary {
  const { maxIterations, lossScale, tolerance } = { ...BUNDLE_DEFAULTS, ...options }
  const system = makeReducedSystem(problem, layOut(problem))
  const pointStep = new Float64Array(problem.points.length)
  const saved = { poses: problem.poses.slice(), lenses: problem.lenses.slice(), points: problem.points.slice() }
  const initialCost = bundleCost(problem, lossScale)
  let cost = initialCost
  let damping = 1e-4
  let growth = 2
  let iterations = 0
  while (iterations < maxIterations && cost > 0) {
    iterations++
    buildReducedSystem(problem, system, damping, lossScale)
    if (!choleskyFactor(system.matrix, system.layout.size)) {
      damping = Math.max(damping, 1e-8) * growth
      growth *= 2
      continue
    }
    choleskySolve(system.matrix, system.layout.size, system.rhs)
    const predicted = solvePoints(problem, system, lossScale, damping, pointStep)
    takeStep(problem, system, pointStep)
    const next = bundleCost(problem, lossScale)
    const gain = cost - next
    if (gain >= 0) {
      saved.poses.set(problem.poses)
      saved.lenses.set(problem.lenses)
      saved.points.set(problem.points)
      damping *= Math.max(1 / 3, 1 - (2 * Math.min(gain / predicted, 1) - 1) ** 3)
      damping = Math.max(damping, 1e-12)
      growth = 2
      cost = next
      if (gain <= tolerance * cost) break
    } else {
      problem.poses.set(saved.poses)
      problem.lenses.set(saved.lenses)
      problem.points.set(saved.points)
      if (damping > 1e12) break
      damping *= growth
      growth *= 2
    }
  }
  return { iterations, initialCost, finalCost: cost }
}

const pixel = new Float64Array(2)

/** Robust cost of a problem as it stands. */
export function bundleCost(problem: BundleProblem, lossScale: number): number {
  const { poses, lenses, lensOf, principalPoints, observedBy, pixels, weights, starts, points, lensPriors } = problem
  const c2 = lossScale * lossScale
  let cost = 0
  for (let i = 0; i + 1 < starts.length; i++) {
    for (let m = starts[i]; m < starts[i + 1]; m++) {
      const c = observedBy[m]
      const cx = principalPoints[2 * c]
      const cy = principalPoints[2 * c + 1]
      projectPoint(poses, 12 * c, lenses, 3 * lensOf[c], cx, cy, points, 3 * i, pixel)
      const dx = (pixel[0] - pixels[2 * m]) * weights[m]
      const dy = (pixel[1] - pixels[2 * m + 1]) * weights[m]
      cost += 0.5 * c2 * Math.log1p((dx * dx + dy * dy) / c2)
    }
  }
  for (let k = 0; k < lenses.length; k++) {
    if (problem.lensFree[k]) cost += 0.5 * ((lenses[k] - lensPriors[2 * k]) * lensPriors[2 * k + 1]) ** 2
  }
  return cost
}

/**
 * Back-substitution: the step of each point, -(V^-1)(g + W^T camera step), the Jacobians computed anew rather than
 * kept (24 numbers an observation). Returns the decrease of the cost that the linear model predicts.
 */
function solvePoints(
  problem: BundleProblem,
  system: ReducedSystem,
  lossScale: number,
  damping: number,
  step: Float64Array,
): number {
  const { poses, lenses, lensOf, principalPoints, observedBy, pixels, weights, starts, points, lensPriors } = problem
  const { layout, rhs: move, jacobians: j, pointBlocks } = system
  const inverseScale = 1 / (lossScale * lossScale)
  let predicted = 0
  for (let i = 0; i + 1 < starts.length; i++) {
    const pb = 9 * i
    let h0 = pointBlocks[pb + 6]
    let h1 = pointBlocks[pb + 7]
    let h2 = pointBlocks[pb + 8]
    for (let m = starts[i]; m < starts[i + 1]; m++) {
      const c = observedBy[m]
      const o = (m - starts[i]) * JACOBIAN_STRIDE
      const cx = principalPoints[2 * c]
      const cy = principalPoints[2 * c + 1]
      projectWithJacobian(poses, 12 * c, lenses, 3 * lensOf[c], cx, cy, points, 3 * i, j, o)
      const ex = j[o] - pixels[2 * m]
      const ey = j[o + 1] - pixels[2 * m + 1]
      const w2 = weights[m] * weights[m]
      const w = w2 / (1 + (ex * ex + ey * ey) * w2 * inverseScale)
      let mx = 0
      let my = 0
      const poseRow = layout.poseAt[c]
      const lensRow = layout.lensAt[lensOf[c]]
      if (poseRow >= 0) {
        for (let r = 0; r < 6; r++) {
          mx += j[o + 2 + r] * move[poseRow + r]
          my += j[o + 14 + r] * move[poseRow + r]
        }
      }
      if (lensRow >= 0) {
        for (let r = 0; r < 3; r++) {
          mx += j[o + 8 + r] * move[lensRow + r]
          my += j[o + 20 + r] * move[lensRow + r]
        }
      }
      h0 += w * (j[o + 11] * mx + j[o + 23] * my)
      h1 += w * (j[o + 12] * mx + j[o + 24] * my)
      h2 += w * (j[o + 13] * mx + j[o + 25] * my)
      predicted -= w * (mx * ex + my * ey)
    }
    const s0 = -(pointBlocks[pb] * h0 + pointBlocks[pb + 1] * h1 + pointBlocks[pb + 2] * h2)
    const s1 = -(pointBlocks[pb + 1] * h0 + pointBlocks[pb + 3] * h1 + pointBlocks[pb + 4] * h2)
    const s2 = -(pointBlocks[pb + 2] * h0 + pointBlocks[pb + 4] * h1 + pointBlocks[pb + 5] * h2)
    step[3 * i] = s0
    step[3 * i + 1] = s1
    step[3 * i + 2] = s2
    predicted -= s0 * pointBlocks[pb + 6] + s1 * pointBlocks[pb + 7] + s2 * pointBlocks[pb + 8]
  }
  for (let k = 0; k < lenses.length; k++) {
    const row = layout.lensAt[Math.floor(k / 3)]
    if (row < 0) continue
    predicted -= move[row + (k % 3)] * (lenses[k] - lensPriors[2 * k]) * lensPriors[2 * k + 1] ** 2
  }
  for (let r = 0; r < layout.size; r++) predicted += damping * move[r] * move[r] * system.diagonal[r]
  // At the minimum of the damped quadratic the decrease is half of -(g . step), plus half the damping term.
  return Math.max(0.5 * predicted, 1e-300)
}

const turn = new Float64Array(9)
const turned = new Float64Array(9)

/** Applies the steps: rotations from the left, everything else by addition. */
function takeStep(problem: BundleProblem, system: ReducedSystem, pointStep: Float64Array): void {
  const { poses, lenses, points } = problem
  const { layout, rhs: move } = system
  layout.poseAt.forEach((row, c) => {
    if (row < 0) return
    rotationFromVector(move[row], move[row + 1], move[row + 2], turn)
    poses.set(multiply3(turn, poses.subarray(12 * c, 12 * c + 9), turned), 12 * c)
    orthonormalizeRotation(poses, 12 * c)
    for (let k = 0; k < 3; k++) poses[12 * c + 9 + k] += move[row + 3 + k]
  })
  layout.lensAt.forEach((row, l) => {
    if (row >= 0) for (let k = 0; k < 3; k++) lenses[3 * l + k] += move[row + k]
  })
  for (let k = 0; k < points.length; k++) points[k] += pointStep[k]
}
