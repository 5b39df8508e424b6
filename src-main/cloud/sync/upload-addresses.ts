import { readFile } from 'node:fs/promises'
import type { PreviousUpload, UrlStorage } from 'tus-js-client'
import { z } from 'zod'
import { syncPaths, writeRecord } from './sync-folder.ts'

const uploadSchema = z.object({
  size: z.number().nullable(),
  metadata: z.record(z.string(), z.string()),
  creationTime: z.string(),
  urlStorageKey: z.string(),
  uploadUrl: z.string().nullable(),
})

/** Where uploads that were begun go on: on disk, so that they do after a kill too. */
export interface UploadAddresses extends UrlStorage {
  /** Forgets all, once nothing is under way. */
  clear(): Promise<void>
}

/**
 * The addresses of a project's uploads, by fingerprint, in `.sync/uploads.json`. tus-js-client's own storage writes its
 * file in place, and a kill in mid-write would lose them all. One that cannot be read only costs sending from the start.
 */
export async function openUploadAddresses(project: string): Promise<UploadAddresses> {
  const path = syncPaths(project).uploads
  const known = await read(path)
  let saving = Promise.resolve()
  const save = () => {
    saving = saving.catch(() => {}).then(() => writeRecord(path, Object.fromEntries(known)))
    return saving
  }
  const of = (upload: z.infer<typeof uploadSchema>): PreviousUpload => ({ ...upload, parallelUploadUrls: null })
  return {
    findAllUploads: async () => [...known.values()].map(of),
    findUploadsByFingerprint: async (fingerprint) =>
      [...known.values()].filter(({ urlStorageKey }) => urlStorageKey === fingerprint).map(of),
    removeUpload: async (key) => {
      if (known.delete(key)) await save()
    },
    addUpload: async (fingerprint, { size, metadata, creationTime, uploadUrl }) => {
      known.set(fingerprint, { size, metadata, creationTime, uploadUrl, urlStorageKey: fingerprint })
      await save()
      return fingerprint
    },
    clear: async () => {
      if (known.size === 0) return
      known.clear()
      await save()
    },
  }
}

async function read(path: string): Promise<Map<string, z.infer<typeof uploadSchema>>> {
  try {
    return new Map(Object.entries(z.record(z.string(), uploadSchema).parse(JSON.parse(await readFile(path, 'utf8')))))
  } catch {
    return new Map()
  }
}
