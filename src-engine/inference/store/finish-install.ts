import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '../../../src-shared/errors.ts'
import { writeAtomically } from '../../files/write-atomically.ts'
import { graphsOf, type ModelCard } from '../cards/model-card.ts'
import type { Inference } from '../sessions/inference.ts'
import { writeInUse } from './in-use.ts'
import { filesOf, type InstallRecord, recordPath } from './installed-model.ts'

/**
 * The last step of an installation, when all files lie in the model's folder: the graphs are loaded and held against the
 * card, then the record is written and the model put to use. Files that do not fit are deleted. Throws `model_unusable`.
 */
export async function finishInstall(
  models: string,
  card: ModelCard,
  files: InstallRecord['files'],
  inference: Pick<Inference, 'check'>,
): Promise<void> {
  const folder = join(models, card.id)
  try {
    await inference.check(filesOf(folder, card, files))
  } catch (error) {
    if (error instanceof StudioError && error.code === 'model_unusable') {
      for (const [, { file }] of graphsOf(card)) await rm(join(folder, file.name), { force: true })
    }
    throw error
  }
  const record: InstallRecord = { format: 1, installed: new Date().toISOString(), card, files }
  await writeAtomically(recordPath(folder), `${JSON.stringify(record, null, 2)}\n`)
  await writeInUse(models, card.slot, card.id)
}
