import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type ModelSlot, modelSlotSchema } from '../../../src-shared/model-slots.ts'
import { modelIdSchema } from '../../../src-shared/models.ts'
import { writeAtomically } from '../../files/write-atomically.ts'

const inUseSchema = z.partialRecord(modelSlotSchema, modelIdSchema)
/** The model that each step uses; steps that are not named use their built-in method. */
export type InUse = z.infer<typeof inUseSchema>

export const IN_USE_FILE = 'in-use.json'
const pathIn = (folder: string) => join(folder, IN_USE_FILE)

export async function readInUse(folder: string): Promise<InUse> {
  try {
    return inUseSchema.parse(JSON.parse(await readFile(pathIn(folder), 'utf8')))
  } catch {
    return {}
  }
}

/** `id` null: the built-in method. */
export async function writeInUse(folder: string, slot: ModelSlot, id: string | null): Promise<void> {
  const { [slot]: _, ...others } = await readInUse(folder)
  const chosen = id === null ? others : { ...others, [slot]: id }
  await writeAtomically(pathIn(folder), `${JSON.stringify(chosen, null, 2)}\n`)
}
