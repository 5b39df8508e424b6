import { resolve } from 'node:path'
import type { WorkOptions } from '../../src-shared/progress.ts'
import type { CameraSolution } from '../cameras/types.ts'
import { readSplats } from '../export/read-splats.ts'
import { fileError } from '../files/file-error.ts'
import { hashFile } from '../library/content-hash.ts'
import type { TrainedSplats } from '../library/results/trained-splats.ts'
import { startingSplats } from '../splats/starting-splats.ts'
import type { StartingPoint } from '../training/starting-point.ts'
import { presetOf, type ReconstructOptions } from './options.ts'

/** What a training begins with in place of new splats from the sparse points. */
export interface TrainingStart {
  /** What the result depends on through it; part of the stage's inputs. */
  readonly inputs: unknown
  /** Steps of the schedule, where they are not the preset's. */
  readonly steps?: number
  readonly load: (solution: CameraSolution, work: WorkOptions) => Promise<StartingPoint>
  /** The result as it is to be kept. */
  readonly complete?: (trained: TrainedSplats) => TrainedSplats
}

/**
 * The start from a file of splats (`startFrom`), which goes through the whole schedule; undefined where none is asked
 * for. Imported cameras say where the file's world lies. Throws what reading it throws (`readSplats`).
 */
export async function startFromFile(options: ReconstructOptions): Promise<TrainingStart | undefined> {
  if (options.startFrom === undefined) return undefined
  const path = resolve(options.startFrom)
  const { shDegree } = presetOf(options)
  const sha256 = await hashFile(path).catch((cause: unknown) => {
    throw fileError(cause, path)
  })
  // What cannot be read is better said now than when the cameras have been solved.
  await readSplats(path)
  return {
    inputs: { sha256 },
    load: async ({ cameras, toWorld }, { onWarning }) => {
      const known = options.cameras === undefined ? null : toWorld
      return { cloud: await startingSplats(path, { cameras, toWorld: known, shDegree, onWarning }), firstStep: 0 }
    },
  }
}
