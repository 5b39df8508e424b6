import { open, readFile, rm, stat } from 'node:fs/promises'
import { z } from 'zod'
import { writeAtomically } from '../../files/write-atomically.ts'

/** What is kept beside a file that has not wholly arrived, to go on with it later. */
const noteSchema = z.object({
  url: z.string(),
  /** The server's own name of this version: only with it can a rest be asked for safely. */
  version: z.string().nullable(),
  total: z.int().positive(),
})
export type PartNote = z.infer<typeof noteSchema>

export const partPath = (path: string) => `${path}.part`
const notePath = (path: string) => `${path}.part.json`

/** What has arrived so far of a file from that address; `bytes` 0 where nothing usable is there. */
export async function readPart(path: string, url: string): Promise<{ bytes: number; note: PartNote | null }> {
  try {
    const note = noteSchema.parse(JSON.parse(await readFile(notePath(path), 'utf8')))
    const { size } = await stat(partPath(path))
    if (note.url === url && size <= note.total) return { bytes: size, note }
  } catch {
    // Nothing there, or not readable: it begins anew.
  }
  return { bytes: 0, note: null }
}

/** Bytes of a file that have arrived, from wherever; null where none have. */
export async function partBytes(path: string): Promise<number | null> {
  return stat(partPath(path)).then(
    ({ size }) => size,
    () => null,
  )
}

/** Opens the file for what arrives after its first `bytes`. */
export async function openPart(path: string, bytes: number, note: PartNote) {
  await writeAtomically(notePath(path), JSON.stringify(note))
  const file = await open(partPath(path), bytes > 0 ? 'r+' : 'w')
  await file.truncate(bytes)
  return file
}

export async function removePart(path: string): Promise<void> {
  for (const name of [partPath(path), notePath(path)]) await rm(name, { force: true })
}

/** The file has arrived whole: only its note is rubbish. */
export async function removeNote(path: string): Promise<void> {
  await rm(notePath(path), { force: true })
}
