import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { fileError } from './file-error.ts'

/**
 * What a JSON file holds, null where there is none. Throws what `damaged` makes of content that does not fit the schema,
 * and what the file system throws.
 */
export async function readJsonFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  damaged: (cause: unknown) => Error,
): Promise<z.output<Schema> | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw fileError(cause, path)
  }
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw damaged(cause)
  }
}
