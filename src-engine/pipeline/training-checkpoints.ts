import { StudioError } from '../../src-shared/errors.ts'
import { type WorkOptions, workClock } from '../../src-shared/progress.ts'
import { loadCheckpoint, type StoredCheckpoint, saveCheckpoint } from '../library/results/training-checkpoint.ts'
import type { TrainingCheckpoint } from '../training/checkpoint.ts'
import type { Run } from './stage-runner.ts'

/** How far an earlier run with the same inputs had come, if it was stopped in its training; says so. */
export async function checkpointOf({ project, emit }: Run, inputsHash: string): Promise<StoredCheckpoint | null> {
  const record = project.record('training')
  if (record?.state !== 'running' || record.inputsHash !== inputsHash) return null
  const checkpoint = await loadCheckpoint(project.stageFolder('training'), inputsHash)
  if (checkpoint) {
    const how = checkpoint.optimiser ? '' : ', with a fresh optimiser'
    emit({ type: 'log', level: 'info', message: `Training goes on after step ${checkpoint.step}${how}.` })
  }
  return checkpoint
}

/**
 * Writes the checkpoints of a training that begins now, `secondsBefore` of it having been done by an earlier run. Where one
 * cannot be written there are no more: a warning says so, and the training itself loses nothing.
 */
export function checkpointWriter(folder: string, inputsHash: string, secondsBefore: number, work: WorkOptions) {
  const clock = workClock(work)
  const begun = clock()
  let able = true
  return async (checkpoint: TrainingCheckpoint): Promise<void> => {
    if (!able) return
    const seconds = secondsBefore + (clock() - begun) / 1000
    try {
      await saveCheckpoint(folder, inputsHash, { ...checkpoint, seconds })
    } catch (cause) {
      if (!(cause instanceof StudioError)) throw cause
      able = false
      work.onWarning?.(`${cause.message} Stopped now, the training would begin anew.`)
    }
  }
}
