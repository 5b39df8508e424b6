import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { writeAtomically } from '../../files/write-atomically.ts'
import type { ModelFile } from '../cards/graph-spec.ts'
import { type FileDigest, hashFile } from '../downloads/hash-file.ts'

/** What each file that has wholly arrived was, and where it came from; until the model is installed. */
const noteSchema = z.record(z.string(), z.object({ url: z.string(), sha256: z.string() }))

const pathIn = (folder: string) => join(folder, 'arrived.json')

async function readNote(folder: string): Promise<z.infer<typeof noteSchema>> {
  try {
    return noteSchema.parse(JSON.parse(await readFile(pathIn(folder), 'utf8')))
  } catch {
    return {}
  }
}

/** A file of a model in several files has arrived: if another breaks off, it need not come again. */
export async function noteArrival(folder: string, { name }: ModelFile, url: URL, digest: FileDigest): Promise<void> {
  const note = { ...(await readNote(folder)), [name]: { url: url.href, sha256: digest.sha256 } }
  await writeAtomically(pathIn(folder), JSON.stringify(note))
}

/** The file that lies there already: with the published checksum, or as it came from the same address; else null. */
export async function arrivedFile(folder: string, { name, hash }: ModelFile, url: URL): Promise<FileDigest | null> {
  const digest = await hashFile(join(folder, name)).catch(() => null)
  if (hash) return digest?.[hash.algorithm] === hash.hex ? digest : null
  const noted = (await readNote(folder))[name]
  return digest && noted?.url === url.href && noted.sha256 === digest.sha256 ? digest : null
}

export async function forgetArrivals(folder: string): Promise<void> {
  await rm(pathIn(folder), { force: true })
}
