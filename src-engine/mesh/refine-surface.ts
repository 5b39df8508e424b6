import type { WorkOptions } from '../../src-shared/progress.ts'
import { betweenLongSteps } from '../threads/between-long-steps.ts'
import { startWorkerPool } from '../threads/worker-pool.ts'
import type { TrainingView } from '../training/trainer.ts'
import { fairSurface } from './fair-surface.ts'
import { shared } from './fuse-depth.ts'
import { shrinkToLuma } from './luma-photo.ts'
import type { Surface } from './marching-cubes.ts'
import type { MatchScene } from './match-vertices.ts'
import { vertexNormals } from './normals.ts'
import type { RefineMessage } from './refine.worker.ts'
import { relaxMoves } from './relax-moves.ts'
import { smoothSurface } from './smooth-surface.ts'
import { type VertexNeighbours, vertexNeighbours } from './vertex-neighbours.ts'
import { createVisibility } from './visibility.ts'

/** The finest round looks at photos of about this width: finer than the voxels is of no use. */
const FINE_WIDTH = 800
/**
 * Coarse to fine: photo pixels a pixel of the round, the range to look in (share of the surface's diagonal), the
 * stiffness of the moves, and how long unmeasured parts are evened out. Splat depth is off by 0.5 to 1 % of the diagonal,
 * in craters (gloss, few photos) by up to 6 %.
 */
const SCHEDULE = [
  { pixel: 4, range: 0.06, stiffness: 0.5, fairing: 20 },
  { pixel: 2, range: 0.02, stiffness: 0.5, fairing: 20 },
  { pixel: 2, range: 0.01, stiffness: 0.3, fairing: 12 },
  { pixel: 1, range: 0.008, stiffness: 0.3, fairing: 6 },
  { pixel: 1, range: 0.004, stiffness: 0.2, fairing: 3 },
] as const
/** Patches lie along normals of a smoother surface: bumps of splat depth tilt the true ones too far. */
const NORMAL_ROUNDS = 24
const SMOOTHING_ROUNDS = 3
/** Vertices with neighbours of this mean trust hold their place. */
const FULL_TRUST = 0.4
/** Unmeasured parts are evened out freely where the mean trust within so many edges is this. */
const SUPPORT_ROUNDS = 40
const SUPPORT_TRUST = 0.15
/** Faces that turn further from the smooth surface's normals than this (cosine) have folded. */
const FOLD_COS = 0.2
const JUMP_SHARE = 0.012
const SLACK_SHARE = 0.008
const VERTICES_A_TASK = 2000

/**
 * Moves the surface to where the photos agree: every vertex looks along its normal for the place at which patches of
 * several photos correlate best, and the moves are smoothed over the surface. Where the photos show no texture the
 * surface stays as it was.
 *
 * @param pinned 1 for vertices that stay where they are: the base that no photo sees.
 * @throws StudioError `cancelled`.
 */
export async function refineSurface(
  surface: Surface,
  pinned: Uint8Array,
  photos: readonly TrainingView[],
  options: WorkOptions = {},
): Promise<Surface> {
  const count = surface.positions.length / 3
  const adjacency = vertexNeighbours(count, surface.indices)
  const diagonal = diagonalOf(surface.positions)
  const positions = shared(surface.positions)
  const normals = new Float32Array(new SharedArrayBuffer(12 * count))
  const indices = shared(surface.indices)
  const moves = new Float32Array(new SharedArrayBuffer(4 * count))
  const trust = new Float32Array(new SharedArrayBuffer(4 * count))
  const allFree = new Float32Array(count).fill(1)
  const looks = photos.map(({ camera }) => createVisibility(camera))
  const pool = startWorkerPool(new URL('./refine.worker.ts', import.meta.url), options)
  const tasks = photos.length + Math.ceil(count / VERTICES_A_TASK)
  let done = 0
  const run = async (message: RefineMessage) => {
    await pool.run(message)
    options.onProgress?.(++done / (tasks * SCHEDULE.length), 'refining the surface on the photos')
  }
  try {
    for (const { pixel, range, stiffness, fairing } of SCHEDULE) {
      const views = looks.map((look, n) => {
        const { image } = photos[n]
        const factor = Math.max(1, Math.round(image.width / FINE_WIDTH)) * pixel
        return { ...look, photo: shrinkToLuma(image, factor) }
      })
      await betweenLongSteps(options)
      const smooth = positions.slice()
      fairSurface(smooth, allFree, adjacency, NORMAL_ROUNDS)
      normals.set(vertexNormals(smooth, indices))
      const scene: MatchScene = {
        views,
        positions,
        normals,
        indices,
        jump: JUMP_SHARE * diagonal,
        slack: SLACK_SHARE * diagonal,
        moves,
        trust,
      }
      const setup: RefineMessage = { kind: 'setup', scene }
      await pool.broadcast(() => setup)
      await Promise.all(views.map((_, view) => run({ kind: 'look', view })))
      const matches: Promise<void>[] = []
      const pixels = views[0].width / views[0].photo.width
      for (let v0 = 0; v0 < count; v0 += VERTICES_A_TASK) {
        const v1 = Math.min(count, v0 + VERTICES_A_TASK)
        matches.push(run({ kind: 'match', v0, v1, range: range * diagonal, pixel: pixels }))
      }
      await Promise.all(matches)
      const field = relaxMoves(moves, trust, pinned, adjacency, stiffness, 0.1 * range * diagonal)
      await betweenLongSteps(options)
      for (let i = 0; i < positions.length; i++) positions[i] += field[Math.floor(i / 3)] * normals[i]
      distrustFolds(positions, indices, normals, trust)
      const freedom = freedomOf(trust, pinned, adjacency)
      await betweenLongSteps(options)
      fairSurface(positions, freedom, adjacency, fairing)
      await betweenLongSteps(options)
      const eased = smoothSurface({ positions: positions.slice(), indices }, SMOOTHING_ROUNDS)
      for (let i = 0; i < positions.length; i++) if (!pinned[Math.floor(i / 3)]) positions[i] = eased.positions[i]
      await betweenLongSteps(options)
    }
  } finally {
    await pool.close()
  }
  return { positions: Float32Array.from(positions), indices: surface.indices }
}

/** Takes all trust from vertices where the surface has folded over: it turned away from the smooth surface's normals. */
function distrustFolds(positions: Float32Array, indices: Uint32Array, smooth: Float32Array, trust: Float32Array): void {
  for (let t = 0; t < indices.length; t += 3) {
    const corners = indices.subarray(t, t + 3)
    const normal = faceNormal(positions, corners)
    for (const v of corners) {
      const along = normal[0] * smooth[3 * v] + normal[1] * smooth[3 * v + 1] + normal[2] * smooth[3 * v + 2]
      if (along < FOLD_COS) for (const corner of corners) trust[corner] = 0
    }
  }
}

function faceNormal(p: Float32Array, [i, j, k]: Uint32Array): readonly [number, number, number] {
  const [ux, uy, uz] = [p[3 * j] - p[3 * i], p[3 * j + 1] - p[3 * i + 1], p[3 * j + 2] - p[3 * i + 2]]
  const [vx, vy, vz] = [p[3 * k] - p[3 * i], p[3 * k + 1] - p[3 * i + 1], p[3 * k + 2] - p[3 * i + 2]]
  const [x, y, z] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]
  const length = Math.hypot(x, y, z) || 1
  return [x / length, y / length, z / length]
}

/**
 * How freely each vertex may be evened out: not at all where it and its neighbours are well measured or pinned, and
 * only where there are measured parts around to hold it: an object without texture would shrink.
 */
function freedomOf(trust: Float32Array, pinned: Uint8Array, adjacency: VertexNeighbours): Float32Array {
  const near = spread(trust, adjacency, 1)
  const around = spread(near, adjacency, SUPPORT_ROUNDS)
  return near.map((mean, v) =>
    pinned[v] ? 0 : Math.max(0, 1 - mean / FULL_TRUST) * Math.min(1, around[v] / SUPPORT_TRUST),
  )
}

/** Averages with the neighbours, `rounds` times. */
function spread(values: Float32Array, { starts, neighbours }: VertexNeighbours, rounds: number): Float32Array {
  let current = values
  for (let round = 0; round < rounds; round++) {
    const from = current
    current = from.map((own, v) => {
      let sum = own
      for (let i = starts[v]; i < starts[v + 1]; i++) sum += from[neighbours[i]]
      return sum / (1 + starts[v + 1] - starts[v])
    })
  }
  return current
}

function diagonalOf(positions: Float32Array): number {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  const high = low.map((value) => -value)
  for (let i = 0; i < positions.length; i++) {
    low[i % 3] = Math.min(low[i % 3], positions[i])
    high[i % 3] = Math.max(high[i % 3], positions[i])
  }
  return Math.hypot(...low.map((value, axis) => high[axis] - value))
}
