import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '../../../src-shared/errors.ts'
import type { ModelSlot } from '../../../src-shared/model-slots.ts'
import type { WorkOptions } from '../../../src-shared/progress.ts'
import { graphsOf } from '../cards/model-card.ts'
import { hashFile } from '../downloads/hash-file.ts'
import { removePart } from '../downloads/part-file.ts'
import type { Inference } from '../sessions/inference.ts'
import { forgetArrivals } from './arrived-files.ts'
import { readInUse, writeInUse } from './in-use.ts'
import { filesOf, readRecord } from './installed-model.ts'
import { findCard } from './list-models.ts'
import { withModelLocked } from './lock-model.ts'

/** Deletes a model's files, and what has arrived of it. Throws `model_missing`, `project_busy`. */
export async function removeModel(models: string, id: string): Promise<void> {
  const card = await findCard(models, id)
  await withModelLocked(join(models, id), card.title, async () => {
    if ((await readInUse(models))[card.slot] === id) await writeInUse(models, card.slot, null)
  })
  await rm(join(models, id), { recursive: true, force: true })
}

/** Deletes what has arrived of a download that was stopped. */
export async function discardDownload(models: string, id: string): Promise<void> {
  const card = await findCard(models, id)
  const folder = join(models, id)
  await withModelLocked(folder, card.title, async () => {
    const isInstalled = (await readRecord(folder)) !== null
    for (const [, { file }] of graphsOf(card)) {
      await removePart(join(folder, file.name))
      if (!isInstalled) await rm(join(folder, file.name), { force: true })
    }
    await forgetArrivals(folder)
  })
}

/**
 * Reads every file of an installed model, compares it with what was installed and published, and loads its graphs.
 * Throws `model_unusable` with what differs, `model_missing` where it is not installed.
 */
export async function verifyModel(
  models: string,
  id: string,
  inference: Pick<Inference, 'check'>,
  options: Pick<WorkOptions, 'signal'> = {},
): Promise<void> {
  const { title } = await findCard(models, id)
  const folder = join(models, id)
  const record = await readRecord(folder)
  if (!record) throw notInstalled(title)
  const { card, files } = record
  for (const [, { file }] of graphsOf(card)) {
    const digest = await hashFile(join(folder, file.name), options).catch(() => null)
    if (!digest) throw damaged(title, `${file.name} is missing or cannot be read`)
    if (digest.sha256 !== files[file.name]?.sha256)
      throw damaged(title, `${file.name} has changed since it was installed`)
    if (file.hash && digest[file.hash.algorithm] !== file.hash.hex) {
      throw damaged(title, `${file.name} is not the one that was published`)
    }
  }
  await inference.check(filesOf(folder, card, files))
}

/** Puts a model to use in its step, or with null the built-in method. Throws `model_missing`, `bad_arguments`. */
export async function useModel(models: string, slot: ModelSlot, id: string | null): Promise<void> {
  if (id !== null) {
    const card = await findCard(models, id)
    if (card.slot !== slot) {
      throw new StudioError('bad_arguments', `${card.title} is for ${card.slot}, not ${slot}.`, 'Choose another.')
    }
    if (!(await readRecord(join(models, id)))) throw notInstalled(card.title)
  }
  await writeInUse(models, slot, id)
}

function notInstalled(title: string): StudioError {
  return new StudioError('model_missing', `${title} is not installed.`, 'Install it first.')
}

function damaged(title: string, what: string): StudioError {
  return new StudioError('model_unusable', `${title} is damaged: ${what}.`, 'Install it again.')
}
