import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileError } from '../../src-engine/files/file-error.ts'
import { StudioError } from '../../src-shared/errors.ts'
import type { PhotoHandles } from '../host/photo-handles.ts'

export interface Uploads {
  /** Streams the body to disk and gives a handle for it. Throws `too_large`, `queue_full`, `disk_full`. */
  receive(request: IncomingMessage, name: string): Promise<string>
  /** Deletes what was uploaded and never added to a project. */
  close(): Promise<void>
}

export interface UploadLimits {
  /** Bytes of one file. */
  readonly fileBytes: number
  /** The same for the file of a model. */
  readonly modelBytes: number
  /** Uploads under way at once; a browser opens six connections to a host. */
  readonly atOnce: number
}

/** A photo of 100 megapixels as TIFF is some 300 MB; an ONNX file holds 2 GiB at most. */
export const UPLOAD_LIMITS: UploadLimits = { fileBytes: 512 * 2 ** 20, modelBytes: 2 * 2 ** 30, atOnce: 16 }

/** Uploads lie in the library folder, on the disk they will stay on. */
export async function createUploads(library: string, handles: PhotoHandles, limits: UploadLimits): Promise<Uploads> {
  const folder = join(library, '.uploads')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  let underWay = 0
  return {
    receive: async (request, name) => {
      const limit = isModel(name) ? limits.modelBytes : limits.fileBytes
      if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(name, limit)
      if (underWay >= limits.atOnce) {
        throw new StudioError('queue_full', 'Too many uploads at once.', 'Wait for some to end, then try again.')
      }
      const path = join(folder, randomBytes(16).toString('hex'))
      underWay++
      try {
        const file = createWriteStream(path, { flags: 'wx' })
        await pipeline(request, limitBytes(limit, name), file)
        return handles.issue({ path, name, temporary: true })
      } catch (cause) {
        await rm(path, { force: true })
        throw fileError(cause, path)
      } finally {
        underWay--
      }
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Passes bytes on until there are too many: a body need not say its length, nor tell the truth about it. */
function limitBytes(limit: number, name: string): Transform {
  let bytes = 0
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length
      if (bytes > limit) done(tooLarge(name, limit))
      else done(null, chunk)
    },
  })
}

function isModel(name: string): boolean {
  return /\.onnx$/i.test(name)
}

function tooLarge(name: string, limit: number): StudioError {
  return new StudioError(
    'too_large',
    `${name} is larger than ${Math.floor(limit / 2 ** 20)} MiB.`,
    isModel(name) ? 'Add it with: glimpse3d models add FILE.' : 'Save the photo as JPEG, or smaller.',
  )
}
