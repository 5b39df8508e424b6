import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { takeArray } from '../../../src-shared/array-file.ts'
import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import type { TrainingCheckpoint } from '../../training/checkpoint.ts'
import { readArrays, writeArrays } from '../array-file.ts'

/** How the names of the optimiser's arrays begin. */
const OPTIMISER = 'optimiser.'

const fileIn = (folder: string) => join(folder, 'checkpoint.bin')

/** How far a training stage had come. */
export interface StoredCheckpoint extends TrainingCheckpoint {
  /** Seconds that the stage had taken. */
  readonly seconds: number
}

/**
 * Writes the training so far into the stage's folder, in place of what was there, whole or not at all, under the hash of
 * the stage's inputs. Throws `disk_full`.
 */
export async function saveCheckpoint(folder: string, inputsHash: string, checkpoint: StoredCheckpoint): Promise<void> {
  const { step, firstStep, firstCount, optimiser, seconds } = checkpoint
  const { positions, logScales, rotations, opacityLogits, sh, shDegree } = checkpoint.cloud
  await writeArrays(fileIn(folder), {
    numbers: Float64Array.of(step, firstStep, firstCount, shDegree, seconds, optimiser?.steps ?? -1),
    inputs: Buffer.from(inputsHash, 'hex'),
    ...{ positions, logScales, rotations, opacityLogits, sh },
    ...Object.fromEntries(Object.entries(optimiser?.arrays ?? {}).map(([name, array]) => [OPTIMISER + name, array])),
  })
}

/** The checkpoint in the stage's folder; null where there is none of these inputs, or none that can be read. */
export async function loadCheckpoint(folder: string, inputsHash: string): Promise<StoredCheckpoint | null> {
  try {
    const arrays = await readArrays(fileIn(folder))
    if (Buffer.from(takeArray(arrays, 'inputs', Uint8Array)).toString('hex') !== inputsHash) return null
    const [step, firstStep, firstCount, shDegree, seconds, optimiserSteps] = takeArray(arrays, 'numbers', Float64Array)
    const opacityLogits = takeArray(arrays, 'opacityLogits', Float32Array)
    const cloud: SplatCloud = {
      count: opacityLogits.length,
      shDegree: shDegree as SplatCloud['shDegree'],
      positions: takeArray(arrays, 'positions', Float32Array),
      logScales: takeArray(arrays, 'logScales', Float32Array),
      rotations: takeArray(arrays, 'rotations', Float32Array),
      opacityLogits,
      sh: takeArray(arrays, 'sh', Float32Array),
    }
    const own = Object.keys(arrays).filter((name) => name.startsWith(OPTIMISER))
    const optimiser = {
      steps: optimiserSteps,
      arrays: Object.fromEntries(
        own.map((name) => {
          const array = arrays[name]
          return [
            name.slice(OPTIMISER.length),
            array instanceof Uint32Array ? array : takeArray(arrays, name, Float32Array),
          ]
        }),
      ),
    }
    return { step, firstStep, firstCount, seconds, cloud, optimiser: optimiserSteps < 0 ? null : optimiser }
  } catch {
    return null
  }
}

export function removeCheckpoint(folder: string): Promise<void> {
  return rm(fileIn(folder), { force: true })
}
