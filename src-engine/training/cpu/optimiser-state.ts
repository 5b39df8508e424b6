import { shCoefficientCount } from '../../../src-shared/splat-cloud.ts'
import type { TrainerState } from '../checkpoint.ts'
import { PARAMETER_NAMES, type SharedBuffers, type TrainingParameters } from './shared-buffers.ts'

/** Everything that the next step depends on besides the photos, as views of the shared memory, `count` splats long. */
export function trainerState(buffers: SharedBuffers, count: number, steps: number): TrainerState {
  const { shDegree } = buffers.splats
  return {
    cloud: { count, shDegree, ...firstOf(buffers.splats, count) },
    optimiser: { steps, arrays: Object.fromEntries(optimiserArrays(buffers, count)) },
  }
}

/** Puts the optimiser's part back. Throws when it is not of as many splats of this degree. */
export function loadOptimiser(state: TrainerState['optimiser'], buffers: SharedBuffers, count: number): void {
  if (!state) return
  for (const [name, array] of optimiserArrays(buffers, count)) {
    const stored = state.arrays[name]
    if (stored?.length !== array.length) throw new Error(`The optimiser's ${name} belong to other splats.`)
    array.set(stored)
  }
}

function optimiserArrays(buffers: SharedBuffers, count: number): [string, Float32Array | Uint32Array][] {
  const moments = [
    ['first', buffers.firstMoments],
    ['second', buffers.secondMoments],
  ] as const
  return [
    ...moments.flatMap(([which, of]) =>
      Object.entries(firstOf(of, count)).map(([name, array]): [string, Float32Array] => [`${which}.${name}`, array]),
    ),
    ['steepness', buffers.steepness.subarray(0, count)],
    ['seen', buffers.seen.subarray(0, count)],
  ]
}

function firstOf(of: TrainingParameters, count: number) {
  const widths = { positions: 3, logScales: 3, rotations: 4, opacityLogits: 1, sh: 3 * shCoefficientCount(of.shDegree) }
  const [positions, logScales, rotations, opacityLogits, sh] = PARAMETER_NAMES.map((name) =>
    of[name].subarray(0, widths[name] * count),
  )
  return { positions, logScales, rotations, opacityLogits, sh }
}
