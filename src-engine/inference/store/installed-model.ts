import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { graphsOf, type ModelCard, modelCardSchema } from '../cards/model-card.ts'
import type { ModelFiles } from '../sessions/inference.ts'

/** What is written last when a model is installed: with it the model is there, without it it is not. */
const recordSchema = z.object({
  format: z.literal(1),
  installed: z.iso.datetime(),
  /** As it was then: a later card of the same name is of another version. */
  card: modelCardSchema,
  /** What each file was when it was installed. */
  files: z.record(z.string(), z.object({ bytes: z.int(), sha256: z.string() })),
})
export type InstallRecord = z.infer<typeof recordSchema>

export const recordPath = (folder: string) => join(folder, 'installed.json')

/** The record in a model's own folder; null where none is installed there. */
export async function readRecord(folder: string): Promise<InstallRecord | null> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(recordPath(folder), 'utf8')))
  } catch {
    return null
  }
}

/** Whether the files are all there with the sizes they had. */
export async function isWhole(folder: string, { files }: InstallRecord): Promise<boolean> {
  for (const [name, { bytes }] of Object.entries(files)) {
    const size = await stat(join(folder, name)).then(
      (found) => found.size,
      () => null,
    )
    if (size !== bytes) return false
  }
  return true
}

/** An installed model's files, ready to be run. */
export function filesOf(folder: string, card: ModelCard, files: InstallRecord['files']): ModelFiles {
  const graphs = graphsOf(card).map(([name, { file }]) => [
    name,
    { path: join(folder, file.name), ...files[file.name] },
  ])
  return { card, files: Object.fromEntries(graphs) }
}
