import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '../../../src-shared/errors.ts'
import type { ModelSlot } from '../../../src-shared/model-slots.ts'
import { type ModelEntry, modelIdSchema } from '../../../src-shared/models.ts'
import { type CardOf, graphsOf, type ModelCard } from '../cards/model-card.ts'
import { SHIPPED_CARDS } from '../cards/shipped-cards.ts'
import { partBytes } from '../downloads/part-file.ts'
import type { ModelFiles } from '../sessions/inference.ts'
import { readInUse } from './in-use.ts'
import { filesOf, type InstallRecord, isWhole, readRecord } from './installed-model.ts'

/** The models there are: those the program knows of, then those the user added. */
export async function listModels(models: string): Promise<ModelEntry[]> {
  const inUse = await readInUse(models)
  const entries: ModelEntry[] = []
  for (const card of await knownCards(models)) {
    const folder = join(models, card.id)
    const record = await readRecord(folder)
    const state = record === null ? 'absent' : (await isWhole(folder, record)) ? 'installed' : 'damaged'
    entries.push({
      id: card.id,
      slot: card.slot,
      title: card.title,
      about: card.about,
      licence: card.licence,
      bytes: record ? installedBytes(record) : publishedBytes(card),
      partBytes: record ? 0 : await arrivedBytes(folder, card),
      state,
      inUse: state === 'installed' && inUse[card.slot] === card.id,
      hasChecksum: graphsOf(card).every(([, { file }]) => file.hash !== null),
      downloadable: graphsOf(card).every(([, { file }]) => file.url !== null),
      own: !SHIPPED_CARDS.some(({ id }) => id === card.id),
    })
  }
  return entries
}

/** The card of that name. Throws `model_missing`. */
export async function findCard(models: string, id: string): Promise<ModelCard> {
  const card = (await knownCards(models)).find((known) => known.id === id)
  if (card) return card
  throw new StudioError('model_missing', `There is no model "${id}".`, 'glimpse3d models list shows what there is.')
}

/** The model a step uses; null: its built-in method. A damaged one counts as none. */
export async function modelInUse<Slot extends ModelSlot>(
  models: string,
  slot: Slot,
): Promise<ModelFiles<CardOf<Slot>> | null> {
  const id = (await readInUse(models))[slot]
  if (id === undefined) return null
  const folder = join(models, id)
  const record = await readRecord(folder)
  if (record?.card.slot !== slot || !(await isWhole(folder, record))) return null
  return filesOf(folder, record.card, record.files) as ModelFiles<CardOf<Slot>>
}

async function knownCards(models: string): Promise<ModelCard[]> {
  const own: ModelCard[] = []
  for (const id of (await readdir(models).catch(() => [])).sort()) {
    if (SHIPPED_CARDS.some((card) => card.id === id) || !modelIdSchema.safeParse(id).success) continue
    const record = await readRecord(join(models, id))
    if (record) own.push(record.card)
  }
  return [...SHIPPED_CARDS, ...own]
}

function installedBytes({ files }: InstallRecord): number {
  return Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0)
}

function publishedBytes(card: ModelCard): number | null {
  let sum = 0
  for (const [, { file }] of graphsOf(card)) {
    const bytes = file.bytes ?? file.aboutBytes
    if (bytes === undefined) return null
    sum += bytes
  }
  return sum
}

async function arrivedBytes(folder: string, card: ModelCard): Promise<number> {
  let sum = 0
  for (const [, { file }] of graphsOf(card)) {
    const path = join(folder, file.name)
    const whole = stat(path).then(
      ({ size }) => size,
      () => 0,
    )
    sum += (await partBytes(path)) ?? (await whole)
  }
  return sum
}
