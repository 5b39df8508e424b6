import type { IncomingMessage } from 'node:http'
import { throwIfCancelled } from '../../../src-shared/errors.ts'
import { fileError } from '../../files/file-error.ts'
import { checkSpace } from './check-space.ts'
import { brokenOff, otherSize, refusedBy } from './download-problems.ts'
import { type AddressOptions, openAddress } from './open-address.ts'
import { openPart, readPart, removePart } from './part-file.ts'

export interface FetchOptions extends Omit<AddressOptions, 'method' | 'headers'> {
  /** Bytes the file must have; null where only the server knows. */
  readonly bytes: number | null
  /** Its checksum is known: a rest may be asked for of a server that does not name its versions. */
  readonly hasHash: boolean
  /** Bytes that have arrived, and of how many. */
  readonly onBytes?: (done: number, total: number) => unknown
}

/**
 * Fetches what is missing of a file's `.part`, in one request. Throws `download_failed` where another try is of no use,
 * and a plain error where it may be; what has arrived by then stays.
 */
export async function fetchPart(url: URL, path: string, options: FetchOptions): Promise<void> {
  const { bytes: have, note } = await readPart(path, url.href)
  if (note && have === note.total) return
  const isSafe = note !== null && have > 0 && (note.version !== null || options.hasHash)
  const range = isSafe && { range: `bytes=${have}-`, ...(note.version !== null && { 'if-range': note.version }) }
  // Lengths count the bytes as they are sent.
  const response = await openAddress(url, { ...options, headers: { 'accept-encoding': 'identity', ...(range || {}) } })
  try {
    const { from, total } = await extentOf(response, url, have, path)
    if (total === null) throw refusedBy(url, 'it does not say how large the file is')
    if (options.bytes !== null && total !== options.bytes) throw otherSize(url, total, options.bytes)
    await checkSpace(path, total - from)
    await receive(response, path, from, total, url, options)
  } finally {
    response.destroy()
  }
}

/** Where the answer begins in the file, and how large the whole is. */
async function extentOf(response: IncomingMessage, url: URL, have: number, path: string) {
  const { statusCode: status = 0, headers } = response
  if (status === 206) {
    const [, from, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers['content-range'] ?? '') ?? []
    if (Number(from) === have) return { from: have, total: Number(total) }
  } else if (status === 200) {
    const length = headers['content-length']
    return { from: 0, total: length === undefined ? null : Number(length) }
  }
  if (status === 206 || status === 416) {
    await removePart(path)
    throw new Error('The server cannot go on where it stopped')
  }
  // Too busy for the moment, or a fault of its own: worth another try.
  if (status === 429 || status >= 500) throw new Error(`${url.host} answered ${status}`)
  throw refusedBy(url, `it answered ${status} ${response.statusMessage ?? ''}`)
}

async function receive(
  response: IncomingMessage,
  path: string,
  from: number,
  total: number,
  url: URL,
  { signal, onBytes }: FetchOptions,
): Promise<void> {
  const version = response.headers.etag ?? response.headers['last-modified'] ?? null
  const weak = version?.startsWith('W/') ?? false
  const file = await openPart(path, from, { url: url.href, version: weak ? null : version, total })
  let done = from
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      throwIfCancelled(signal)
      await file.write(chunk, 0, chunk.length, done).catch((cause: unknown) => {
        throw fileError(cause, path, total)
      })
      done += chunk.length
      onBytes?.(done, total)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  if (done < total) throw brokenOff(url, done, total)
}
