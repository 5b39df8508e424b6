import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { z } from 'zod'
import type { ModelCard } from '../../../src-engine/inference/cards/model-card.ts'
import { StudioError } from '../../../src-shared/errors.ts'
import { printLine } from '../output/json-lines.ts'
import type { ModelsHere } from './open-models.ts'
import { withInference } from './with-inference.ts'

export async function addOwnModel(
  models: ModelsHere,
  files: readonly string[],
  { like, card }: { readonly like?: string; readonly card?: string },
): Promise<void> {
  const { addModel } = await import('../../../src-engine/inference/store/add-model.ts')
  const { findCard } = await import('../../../src-engine/inference/store/list-models.ts')
  const description = card !== undefined ? await readCard(card) : like && (await findCard(models.folder, like))
  const own = files.map((file) => ({ path: resolve(file), name: basename(file) }))
  const added = await withInference(models, (inference) =>
    addModel(models.folder, own, inference, description || undefined),
  )
  printLine(`${added.title} (${added.id}) is installed and in use for ${added.slot}.`)
}

async function readCard(path: string): Promise<ModelCard> {
  const { fileError } = await import('../../../src-engine/files/file-error.ts')
  const { modelCardSchema } = await import('../../../src-engine/inference/cards/model-card.ts')
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw fileError(cause, path)
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    json = undefined
  }
  const read = modelCardSchema.safeParse(json)
  if (read.success) return read.data
  throw new StudioError(
    'bad_arguments',
    `${path} is no model card: ${json === undefined ? 'it is not JSON' : z.prettifyError(read.error)}`,
    'models/README.md describes what a card holds; the cards beside it are examples.',
  )
}
