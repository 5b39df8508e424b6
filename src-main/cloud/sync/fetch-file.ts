import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileError } from '../../../src-engine/files/file-error.ts'
import { hashFile } from '../../../src-engine/library/content-hash.ts'
import type { CloudFile } from '../../../src-shared/cloud/cloud-manifest.ts'
import { StudioError } from '../../../src-shared/errors.ts'
import { askCloud } from './ask-cloud.ts'
import { waitAfter, waitFor } from './backoff.ts'
import { objectName, type Transfer } from './cloud-account.ts'
import { cloudError, isPassing } from './cloud-error.ts'
import { copySynced } from './copy-synced.ts'
import { PlanOutdated } from './plan-again.ts'
import { untilStopped } from './stopping.ts'

/**
 * Fetches a file's content to `<into>/<sha256>`, whole and as its hash says, or not at all. What is there already is kept.
 * Throws `PlanOutdated` where the object is gone (the version has been replaced meanwhile), `disk_full`,
 * `project_damaged` where the cloud holds something else, `cancelled`, `connection_lost`.
 */
export async function fetchFile(transfer: Transfer, file: CloudFile, into: string): Promise<void> {
  const path = join(into, file.sha256)
  if (existsSync(path)) return
  await mkdir(into, { recursive: true }).catch((cause: unknown) => {
    throw fileError(cause, into)
  })
  for (let attempt = 0; ; attempt++) {
    try {
      return await fetchOnce(transfer, file, path)
    } catch (cause) {
      const wait = isPassing(cause) ? waitAfter(attempt, null, transfer.backoff) : null
      if (wait === null) throw cause
      await waitFor(wait, transfer.signal)
    }
  }
}

/** The content may be in the folder already, under whatever name: then it need not be fetched. */
export async function takeFromHere(here: string, sha256: string, into: string): Promise<void> {
  const path = join(into, sha256)
  if (existsSync(path)) return
  const aside = `${path}.copy`
  try {
    await mkdir(into, { recursive: true })
    await copySynced(here, aside)
    // It may have been written anew since it was hashed.
    if ((await hashFile(aside)) === sha256) await rename(aside, path)
    else await rm(aside, { force: true })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw fileError(cause, path)
  }
}

async function fetchOnce(transfer: Transfer, file: CloudFile, path: string): Promise<void> {
  const { client, signal, bandwidth, stallMs, onBytes } = transfer
  const what = `fetching ${file.path}`
  const ask = () => client.storage.from(file.bucket).download(objectName(transfer, file.object)).asStream()
  const body = await askCloud(client, what, ask, signal).catch((cause: unknown) => {
    if (cause instanceof StudioError && isMissing(cause)) throw new PlanOutdated(`${file.object} is gone`)
    throw cause
  })
  if (!body) throw cloudError(what, { message: 'empty answer', status: 0 })
  const aside = `${path}.part`
  const notWritten = (cause: unknown) => {
    throw fileError(cause, aside, file.bytes)
  }
  const hash = createHash('sha256')
  let got = 0
  const reader = (body as ReadableStream<Uint8Array>).getReader()
  const disk = await open(aside, 'w').catch(notWritten)
  try {
    for (;;) {
      const { value, done } = await untilStopped(inTime(reader.read(), stallMs, what), signal)
      if (done) break
      if (got + value.length > file.bytes) throw damaged(file)
      hash.update(value)
      got += value.length
      await disk.writeFile(value).catch(notWritten)
      onBytes(value.length)
      await bandwidth.take(value.length, signal)
    }
    if (got < file.bytes) throw cloudError(what, { message: `ended after ${got} of ${file.bytes} bytes`, status: 0 })
    if (hash.digest('hex') !== file.sha256) throw damaged(file)
    await disk.sync().catch(notWritten)
  } catch (cause) {
    onBytes(-got)
    await reader.cancel().catch(() => {})
    await disk.close()
    await rm(aside, { force: true })
    throw cause instanceof StudioError
      ? cause
      : cloudError(what, { message: (cause as Error).message, status: 0, cause })
  }
  await disk.close()
  await rename(aside, path)
}

/** Fails as a lost connection does when nothing comes for so long. */
async function inTime<T>(work: Promise<T>, ms: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(cloudError(what, { message: 'the connection stands still', status: 0 })), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Storage says 404, or `NoSuchKey` inside a 400. */
function isMissing({ details }: StudioError): boolean {
  return details.status === 404 || details.code === 'NoSuchKey' || details.code === 'not_found'
}

function damaged(file: CloudFile): StudioError {
  return new StudioError(
    'project_damaged',
    `${file.path} in the cloud is not what was sent there.`,
    'Delete the project from the cloud, and put it under sync again on the machine it comes from.',
    { object: file.object },
  )
}
