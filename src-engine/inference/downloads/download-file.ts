import { rename } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { StudioError, throwIfCancelled } from '../../../src-shared/errors.ts'
import { fileError } from '../../files/file-error.ts'
import type { ModelFile } from '../cards/graph-spec.ts'
import { gaveUp, otherContent, otherSize } from './download-problems.ts'
import { fetchPart } from './fetch-part.ts'
import { type FileDigest, hashFile } from './hash-file.ts'
import { partBytes, partPath, removeNote, removePart } from './part-file.ts'

export interface DownloadOptions {
  /** Stops it; what has arrived stays and the next download goes on with it. */
  readonly signal?: AbortSignal
  readonly onBytes?: (done: number, total: number) => unknown
  /** A connection that says nothing for so long is given up and tried again. */
  readonly idleMs?: number
  /** Tries in a row that bring nothing. */
  readonly tries?: number
  /** Before the second such try; each further one waits twice as long. */
  readonly waitMs?: number
  readonly env?: NodeJS.ProcessEnv
}

const IDLE_MS = 30_000
const TRIES = 5
const WAIT_MS = 1000

/**
 * Downloads a file to `path`, whose folder is there. It goes on with what an earlier try has left, tries again after a
 * break, and stands under its name only when it is whole and its checksum right. Throws `download_failed`, `disk_full`,
 * `cancelled`.
 */
export async function downloadFile(
  file: ModelFile,
  url: URL,
  path: string,
  options: DownloadOptions = {},
): Promise<FileDigest> {
  await fetchAll(file, url, path, options)
  const digest = await hashFile(partPath(path), options)
  const { hash, bytes } = file
  if (bytes !== null && digest.bytes !== bytes) {
    await removePart(path)
    throw otherSize(url, digest.bytes, bytes)
  }
  if (hash && digest[hash.algorithm] !== hash.hex) {
    await removePart(path)
    throw otherContent(file.name, hash.algorithm, digest[hash.algorithm], hash.hex)
  }
  await rename(partPath(path), path)
  await removeNote(path)
  return digest
}

async function fetchAll(
  { name, bytes, hash }: ModelFile,
  url: URL,
  path: string,
  options: DownloadOptions,
): Promise<void> {
  const { signal, onBytes, env, idleMs = IDLE_MS, tries = TRIES, waitMs = WAIT_MS } = options
  for (let inVain = 0; ; ) {
    const before = (await partBytes(path)) ?? 0
    try {
      throwIfCancelled(signal)
      return await fetchPart(url, path, { bytes, hasHash: hash !== null, signal, onBytes, env, idleMs })
    } catch (cause) {
      throwIfCancelled(signal)
      const known = fileError(cause, path)
      if (known instanceof StudioError) throw known
      inVain = ((await partBytes(path)) ?? 0) > before ? 0 : inVain + 1
      if (inVain >= tries) throw gaveUp(name, cause)
      await wait(waitMs * 2 ** Math.max(0, inVain - 1), undefined, { signal }).catch(() => throwIfCancelled(signal))
    }
  }
}
