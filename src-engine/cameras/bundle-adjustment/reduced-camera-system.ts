import type { BundleProblem, ReducedLayout } from './bundle-problem.ts'
import { JACOBIAN_STRIDE, projectWithJacobian } from './radial-camera.ts'
import { eliminatePoint } from './schur-complement.ts'

/** Working memory of one bundle adjustment, made once. */
export interface ReducedSystem {
  readonly layout: ReducedLayout
  /** The Schur complement, lower triangle, row-major: n x n. */
  readonly matrix: Float64Array
  /** Right-hand side: n. */
  readonly rhs: Float64Array
  /** Diagonal of the camera part before the points were eliminated: n. */
  readonly diagonal: Float64Array
  /** Per point the inverse of its damped 3x3 block (6, upper triangle) and its gradient (3): 9P. */
  readonly pointBlocks: Float64Array
  /** Per observation of the point in work: its Jacobian. */
  readonly jacobians: Float64Array
  /** Coupling blocks (rows x 3) of the point in work, and the same times the inverse point block. */
  readonly coupling: Float64Array
  readonly coupled: Float64Array
  readonly blockRow: Int32Array
}

export function makeReducedSystem(problem: BundleProblem, layout: ReducedLayout): ReducedSystem {
  const { starts, lensFree } = problem
  const points = starts.length - 1
  let longest = 0
  for (let i = 0; i < points; i++) longest = Math.max(longest, starts[i + 1] - starts[i])
  const blocks = longest + lensFree.length / 3
  return {
    layout,
    matrix: new Float64Array(layout.size * layout.size),
    rhs: new Float64Array(layout.size),
    diagonal: new Float64Array(layout.size),
    pointBlocks: new Float64Array(9 * points),
    jacobians: new Float64Array(JACOBIAN_STRIDE * longest),
    coupling: new Float64Array(18 * blocks),
    coupled: new Float64Array(18 * blocks),
    blockRow: new Int32Array(blocks),
  }
}

/**
 * Builds the reduced camera system of one Levenberg-Marquardt step: Gauss-Newton normal equations of the robustly
 * reweighted residuals, each diagonal entry times (1 + damping), points eliminated by the Schur complement (Triggs et
 * al., Bundle Adjustment - A Modern Synthesis, 2000). Observations are weighted by Cauchy's 1 / (1 + s / c^2).
 */
export function buildReducedSystem(
  problem: BundleProblem,
  system: ReducedSystem,
  damping: number,
  lossScale: number,
): void {
  const { matrix, rhs, diagonal, layout } = system
  matrix.fill(0)
  rhs.fill(0)
  diagonal.fill(0)
  const points = problem.starts.length - 1
  for (let i = 0; i < points; i++) addPoint(problem, system, i, damping, lossScale)
  addLensPriors(problem, system)
  const n = layout.size
  for (let i = 0; i < n; i++) matrix[i * n + i] += damping * diagonal[i] + 1e-12
  for (const row of layout.held) {
    for (let k = 0; k < row; k++) matrix[row * n + k] = 0
    for (let k = row + 1; k < n; k++) matrix[k * n + row] = 0
    matrix[row * n + row] = 1
    rhs[row] = 0
  }
}

function addPoint(problem: BundleProblem, system: ReducedSystem, point: number, damping: number, lossScale: number) {
  const { poses, lenses, lensOf, principalPoints, observedBy, pixels, weights, starts, points } = problem
  const { matrix, rhs, diagonal, layout, jacobians, pointBlocks, coupling, blockRow } = system
  const { poseAt, lensAt, size } = layout
  const inverseScale = 1 / (lossScale * lossScale)
  let v00 = 0
  let v01 = 0
  let v02 = 0
  let v11 = 0
  let v12 = 0
  let v22 = 0
  let g0 = 0
  let g1 = 0
  let g2 = 0
  let blocks = 0
  for (let m = starts[point]; m < starts[point + 1]; m++) {
    const camera = observedBy[m]
    const lens = lensOf[camera]
    const j = (m - starts[point]) * JACOBIAN_STRIDE
    const cx = principalPoints[2 * camera]
    const cy = principalPoints[2 * camera + 1]
    projectWithJacobian(poses, 12 * camera, lenses, 3 * lens, cx, cy, points, 3 * point, jacobians, j)
    const ex = jacobians[j] - pixels[2 * m]
    const ey = jacobians[j + 1] - pixels[2 * m + 1]
    const w2 = weights[m] * weights[m]
    const w = w2 / (1 + (ex * ex + ey * ey) * w2 * inverseScale)
    const a = j + 2
    const b = j + 14
    const ax = jacobians[a + 9] * w
    const ay = jacobians[a + 10] * w
    const az = jacobians[a + 11] * w
    const bx = jacobians[b + 9] * w
    const by = jacobians[b + 10] * w
    const bz = jacobians[b + 11] * w
    v00 += ax * jacobians[a + 9] + bx * jacobians[b + 9]
    v01 += ax * jacobians[a + 10] + bx * jacobians[b + 10]
    v02 += ax * jacobians[a + 11] + bx * jacobians[b + 11]
    v11 += ay * jacobians[a + 10] + by * jacobians[b + 10]
    v12 += ay * jacobians[a + 11] + by * jacobians[b + 11]
    v22 += az * jacobians[a + 11] + bz * jacobians[b + 11]
    g0 += ax * ex + bx * ey
    g1 += ay * ex + by * ey
    g2 += az * ex + bz * ey

    const poseRow = poseAt[camera]
    const lensRow = lensAt[lens]
    if (poseRow >= 0) {
      const base = 18 * blocks
      blockRow[blocks++] = poseRow
      for (let r = 0; r < 6; r++) {
        const ja = jacobians[a + r]
        const jb = jacobians[b + r]
        rhs[poseRow + r] -= w * (ja * ex + jb * ey)
        const row = (poseRow + r) * size + poseRow
        for (let c = 0; c <= r; c++) matrix[row + c] += w * (ja * jacobians[a + c] + jb * jacobians[b + c])
        diagonal[poseRow + r] += w * (ja * ja + jb * jb)
        coupling[base + 3 * r] = ja * ax + jb * bx
        coupling[base + 3 * r + 1] = ja * ay + jb * by
        coupling[base + 3 * r + 2] = ja * az + jb * bz
        if (lensRow >= 0) {
          for (let c = 0; c < 3; c++) {
            matrix[(lensRow + c) * size + poseRow + r] += w * (ja * jacobians[a + 6 + c] + jb * jacobians[b + 6 + c])
          }
        }
      }
    }
    if (lensRow >= 0) {
      for (let r = 0; r < 3; r++) {
        const ja = jacobians[a + 6 + r]
        const jb = jacobians[b + 6 + r]
        rhs[lensRow + r] -= w * (ja * ex + jb * ey)
        const row = (lensRow + r) * size + lensRow
        for (let c = 0; c <= r; c++) matrix[row + c] += w * (ja * jacobians[a + 6 + c] + jb * jacobians[b + 6 + c])
        diagonal[lensRow + r] += w * (ja * ja + jb * jb)
      }
    }
  }

  // Inverse of the damped point block.
  const d = 1 + damping
  const d00 = v00 * d + 1e-12
  const d11 = v11 * d + 1e-12
  const d22 = v22 * d + 1e-12
  const c00 = d11 * d22 - v12 * v12
  const c01 = v02 * v12 - v01 * d22
  const c02 = v01 * v12 - v02 * d11
  const s = 1 / (d00 * c00 + v01 * c01 + v02 * c02)
  const pb = 9 * point
  pointBlocks[pb] = c00 * s
  pointBlocks[pb + 1] = c01 * s
  pointBlocks[pb + 2] = c02 * s
  pointBlocks[pb + 3] = (d00 * d22 - v02 * v02) * s
  pointBlocks[pb + 4] = (v01 * v02 - d00 * v12) * s
  pointBlocks[pb + 5] = (d00 * d11 - v01 * v01) * s
  pointBlocks[pb + 6] = g0
  pointBlocks[pb + 7] = g1
  pointBlocks[pb + 8] = g2
  const poseBlocks = blocks
  blocks = gatherLensCoupling(problem, system, point, lossScale, blocks)
  eliminatePoint(system, pb, poseBlocks, blocks)
}

/** Adds one coupling block (3 x 3) a free lens, summed over the point's observations through it. */
function gatherLensCoupling(
  problem: BundleProblem,
  system: ReducedSystem,
  point: number,
  lossScale: number,
  first: number,
): number {
  const { lensOf, observedBy, pixels, weights, starts } = problem
  const { jacobians, coupling, blockRow, layout } = system
  const inverseScale = 1 / (lossScale * lossScale)
  let blocks = first
  for (let m = starts[point]; m < starts[point + 1]; m++) {
    const row = layout.lensAt[lensOf[observedBy[m]]]
    if (row < 0) continue
    let block = first
    while (block < blocks && blockRow[block] !== row) block++
    if (block === blocks) {
      blockRow[blocks++] = row
      coupling.fill(0, 18 * block, 18 * block + 9)
    }
    const j = (m - starts[point]) * JACOBIAN_STRIDE
    const ex = jacobians[j] - pixels[2 * m]
    const ey = jacobians[j + 1] - pixels[2 * m + 1]
    const w2 = weights[m] * weights[m]
    const w = w2 / (1 + (ex * ex + ey * ey) * w2 * inverseScale)
    for (let r = 0; r < 3; r++) {
      const ja = jacobians[j + 8 + r] * w
      const jb = jacobians[j + 20 + r] * w
      for (let c = 0; c < 3; c++) {
        coupling[18 * block + 3 * r + c] += ja * jacobians[j + 11 + c] + jb * jacobians[j + 23 + c]
      }
    }
  }
  return blocks
}

function addLensPriors(problem: BundleProblem, system: ReducedSystem): void {
  const { lenses, lensPriors } = problem
  const { matrix, rhs, diagonal, layout } = system
  for (let l = 0; l < layout.lensAt.length; l++) {
    const row = layout.lensAt[l]
    if (row < 0) continue
    for (let k = 0; k < 3; k++) {
      const w = lensPriors[6 * l + 2 * k + 1] ** 2
      matrix[(row + k) * layout.size + row + k] += w
      diagonal[row + k] += w
      rhs[row + k] -= w * (lenses[3 * l + k] - lensPriors[6 * l + 2 * k])
    }
  }
}
