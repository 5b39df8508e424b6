import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'

/** What is read and sent at a time: small, so that a bandwidth limit is felt as an even flow. */
const PIECE = 64 * 2 ** 10

/** SHA-256, hex, of an open file. */
export async function sha256Of(handle: FileHandle): Promise<string> {
  const hash = createHash('sha256')
  const buffer = Buffer.alloc(2 ** 20)
  for (let at = 0; ; ) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, at)
    if (bytesRead === 0) return hash.digest('hex')
    hash.update(buffer.subarray(0, bytesRead))
    at += bytesRead
  }
}

/** A tus-js-client source on an open file, read as it is sent. `take` waits until a piece may go. */
export function openFileSource(
  handle: FileHandle,
  size: number,
  { take, onError }: { take: (bytes: number) => Promise<void>; onError: (error: unknown) => void },
) {
  const streams = new Set<Readable>()
  return {
    size,
    slice: async (start: number, end: number) => {
      const stream = Readable.from(pieces(handle, start, Math.min(end, size), take), { objectMode: false })
      stream.on('error', onError)
      stream.on('close', () => streams.delete(stream))
      streams.add(stream)
      // tus-js-client's Node part takes the length of a body from its `size`.
      return { value: Object.assign(stream, { size: Math.min(end, size) - start }), done: end >= size }
    },
    close: () => {
      for (const stream of streams) stream.destroy()
    },
  }
}

async function* pieces(
  handle: FileHandle,
  start: number,
  end: number,
  take: (bytes: number) => Promise<void>,
): AsyncGenerator<Buffer> {
  for (let at = start; at < end; ) {
    const buffer = Buffer.allocUnsafe(Math.min(PIECE, end - at))
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, at)
    if (bytesRead === 0) throw new Error('the file is shorter than it was')
    await take(bytesRead)
    yield buffer.subarray(0, bytesRead)
    at += bytesRead
  }
}
