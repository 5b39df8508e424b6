import type { WorkOptions } from '../../src-shared/progress.ts'
import { startWorkerPool } from '../threads/worker-pool.ts'
import type { TrainingView } from '../training/trainer.ts'
import { shared } from './fuse-depth.ts'
import { shrinkToLuma } from './luma-photo.ts'
import type { Surface } from './marching-cubes.ts'
import type { MatchScene } from './match-vertices.ts'
import { vertexNormals } from './normals.ts'
import type { RefineMessage } from './refine.worker.ts'
import { relaxMoves } from './relax-moves.ts'
import { smoothSurface } from './smooth-surface.ts'
import { vertexNeighbours } from './vertex-neighbours.ts'
import { createVisibility } from './visibility.ts'

/** The finest round looks at photos of about this width: finer than the voxels is of no use. */
const FINE_WIDTH = 800
/**
 * Coarse to fine: photo pixels a pixel of the round, the range to look in (share of the surface's diagonal), and the
 * stiffness of the moves. Splat depth is off by 0.5 to 1 % of the diagonal, in places by 2 %.
 */
const SCHEDULE = [
  { pixel: 2, range: 0.02, stiffness: 0.5 },
  { pixel: 1, range: 0.008, stiffness: 0.3 },
  { pixel: 1, range: 0.004, stiffness: 0.2 },
] as const
/** Patches lie along normals of a smoother surface: bumps of splat depth tilt the true ones too far. */
const NORMAL_ROUNDS = 15
const SMOOTHING_ROUNDS = 3
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
  const looks = photos.map(({ camera }) => createVisibility(camera))
  const pool = startWorkerPool(new URL('./refine.worker.ts', import.meta.url), options)
  const tasks = photos.length + Math.ceil(count / VERTICES_A_TASK)
  let done = 0
  const run = async (message: RefineMessage) => {
    await pool.run(message)
    options.onProgress?.(++done / (tasks * SCHEDULE.length), 'refining the surface on the photos')
  }
  try {
    for (const { pixel, range, stiffness } of SCHEDULE) {
      const views = looks.map((look, n) => {
        const { image } = photos[n]
        const factor = Math.max(1, Math.round(image.width / FINE_WIDTH)) * pixel
        return { ...look, photo: shrinkToLuma(image, factor) }
      })
      const smooth = smoothSurface({ positions: positions.slice(), indices }, NORMAL_ROUNDS)
      normals.set(vertexNormals(smooth.positions, indices))
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
      for (let i = 0; i < positions.length; i++) positions[i] += field[Math.floor(i / 3)] * normals[i]
      const eased = smoothSurface({ positions: positions.slice(), indices }, SMOOTHING_ROUNDS)
      for (let i = 0; i < positions.length; i++) if (!pinned[Math.floor(i / 3)]) positions[i] = eased.positions[i]
    }
  } finally {
    await pool.close()
  }
  return { positions: Float32Array.from(positions), indices: surface.indices }
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
