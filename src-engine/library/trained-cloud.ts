import { join } from 'node:path'
import { StudioError } from '../../src-shared/errors.ts'
import { readArrayEntries } from './array-file.ts'
import { readManifest } from './manifest-file.ts'

/** The splats that edits of a project are about. */
export interface TrainedCloud {
  /** Names these very splats: others have another name. */
  readonly name: string
  readonly count: number
}

/** Hex digits of the SHA-256 in a cloud's name: enough that two clouds of one project never share it. */
const DIGITS = 32

/**
 * The splats of a project folder, as far as its manifest and the head of their file tell. Throws `bad_arguments` where
 * training has not finished.
 */
export async function trainedCloud(project: string): Promise<TrainedCloud> {
  const training = (await readManifest(project))?.stages.training
  const file = training?.files.find(({ path }) => path.endsWith('splats.bin'))
  if (training?.state !== 'finished' || !file) {
    throw new StudioError(
      'bad_arguments',
      'There are no trained splats to edit yet.',
      'Start the run, or resume it, and edit when training has ended.',
    )
  }
  const entries = await readArrayEntries(join(project, 'training', 'splats.bin'))
  const count = entries.find(({ name }) => name === 'opacityLogits')?.length ?? 0
  return { name: `${file.sha256.slice(0, DIGITS)}:${count}`, count }
}
