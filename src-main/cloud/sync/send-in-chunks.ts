import { type FileHandle, open } from 'node:fs/promises'
import { DetailedError, Upload } from 'tus-js-client'
import { z } from 'zod'
import { fileError } from '../../../src-engine/files/file-error.ts'
import type { CloudFile } from '../../../src-shared/cloud/cloud-manifest.ts'
import { contentTypeOf } from '../../../src-shared/cloud/object-place.ts'
import { accessToken, renewToken } from './ask-cloud.ts'
import { mayWorkLater, waitAfter, waitFor } from './backoff.ts'
import { objectName, type Transfer } from './cloud-account.ts'
import { type CloudFailure, cloudError, isSignedOut } from './cloud-error.ts'
import { openFileSource, sha256Of } from './file-source.ts'
import { pathHere } from './local-files.ts'
import { PlanOutdated } from './plan-again.ts'
import { CHUNK_BYTES } from './send-file.ts'
import { throwIfStopped } from './stopping.ts'
import type { UploadAddresses } from './upload-addresses.ts'

/** A try that failed, and how long the server asks to wait. */
class TryFailed extends Error {
  readonly failure: CloudFailure
  readonly retryAfter: string | null

  constructor(failure: CloudFailure, retryAfter: string | null) {
    super(failure.message)
    this.failure = failure
    this.retryAfter = retryAfter
  }
}

/**
 * Sends a large file by TUS, from where the server has it. The tries are counted here, not by tus-js-client, which knows
 * neither Retry-After nor tokens that expire in between; a try that brought bytes across counts as the first again.
 */
export async function sendInChunks(transfer: Transfer, file: CloudFile, addresses: UploadAddresses): Promise<void> {
  const path = pathHere(transfer.folder, file.path)
  const handle = await open(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw new PlanOutdated(`${file.path} is gone`)
    throw fileError(cause, path)
  })
  try {
    // Files are replaced, never changed in place: what this handle reads stays what is hashed here.
    if ((await sha256Of(handle)) !== file.sha256) throw new PlanOutdated(`${file.path} has changed`)
    await untilItWorks(transfer, file, addresses, handle)
  } finally {
    await handle.close()
  }
}

async function untilItWorks(
  transfer: Transfer,
  file: CloudFile,
  addresses: UploadAddresses,
  handle: FileHandle,
): Promise<void> {
  const { client, backoff, signal } = transfer
  let across = 0
  let renewed = false
  for (let attempt = 0; ; attempt++) {
    throwIfStopped(signal)
    const before = across
    try {
      const onAcross = (bytes: number) => {
        transfer.onBytes(bytes - across)
        across = bytes
      }
      return await tryOnce({ transfer, file, addresses, handle, renewed, onAcross })
    } catch (cause) {
      throwIfStopped(signal)
      if (!(cause instanceof TryFailed)) throw cause
      if (across > before) {
        attempt = 0
        renewed = false
      }
      const { failure, retryAfter } = cause
      if (isSignedOut(failure) && !renewed) {
        renewed = await renewToken(client)
        if (renewed) continue
      }
      const passing = failure.status === 0 || mayWorkLater(failure.status)
      const wait = passing ? waitAfter(attempt, retryAfter, backoff) : null
      if (wait === null) throw cloudError(`sending ${file.path}`, failure)
      await waitFor(wait, signal)
    }
  }
}

interface Try {
  readonly transfer: Transfer
  readonly file: CloudFile
  readonly addresses: UploadAddresses
  readonly handle: FileHandle
  /** The token is fresh: a refusal is not for its age. */
  readonly renewed: boolean
  /** Told how many bytes the server has. */
  readonly onAcross: (bytes: number) => void
}

async function tryOnce({ transfer, file, addresses, handle, renewed, onAcross }: Try): Promise<void> {
  const { client, url, signal, stallMs } = transfer
  const name = objectName(transfer, file.object)
  const fingerprint = `${url} ${file.bucket}/${name} ${file.sha256}`
  await new Promise<void>((resolve, reject) => {
    let stall: NodeJS.Timeout
    let ended = false
    const source = openFileSource(handle, file.bytes, {
      take: (bytes) => transfer.bandwidth.take(bytes, signal).then(alive),
      onError: (error) => end(error),
    })
    const end = (error?: unknown) => {
      if (ended) return
      ended = true
      clearTimeout(stall)
      signal?.removeEventListener('abort', stop)
      source.close()
      if (error === undefined) resolve()
      else {
        // Without the DELETE that `true` would send: what is across stays there to go on from.
        void upload.abort().catch(() => {})
        reject(error)
      }
    }
    const stop = () => end(new TryFailed({ message: 'stopped', status: 0 }, null))
    const alive = () => {
      clearTimeout(stall)
      stall = setTimeout(() => end(new TryFailed({ message: 'the connection stands still', status: 0 }, null)), stallMs)
    }
    const upload = new Upload(Buffer.alloc(0), {
      endpoint: `${url}/storage/v1/upload/resumable`,
      chunkSize: CHUNK_BYTES,
      uploadSize: file.bytes,
      retryDelays: null,
      headers: { 'x-upsert': 'false' },
      metadata: {
        bucketName: file.bucket,
        objectName: name,
        contentType: contentTypeOf(file.object),
        cacheControl: '3600',
        metadata: JSON.stringify({ sha256: file.sha256 }),
      },
      urlStorage: addresses,
      fingerprint: async () => fingerprint,
      storeFingerprintForResuming: true,
      removeFingerprintOnSuccess: true,
      fileReader: { openFile: async () => source },
      onBeforeRequest: async (request) => {
        alive()
        request.setHeader('Authorization', `Bearer ${await accessToken(client)}`)
      },
      onAfterResponse: (request, response) => {
        alive()
        const status = response.getStatus()
        if (request.getMethod() !== 'HEAD') return
        if (status < 300) return onAcross(Number(response.getHeader('Upload-Offset') ?? 0))
        // tus-js-client begins anew after any refusal to go on. Only an upload that is gone calls for that; an answer to a HEAD
        // has no body that would tell an old token from it.
        if (status === 404 || status === 410 || (status === 400 && renewed)) return
        const failure = { message: `status ${status}`, status: status === 400 || status === 403 ? 401 : status }
        throw new TryFailed(failure, response.getHeader('Retry-After') ?? null)
      },
      onProgress: alive,
      onChunkComplete: (_, accepted) => {
        alive()
        onAcross(accepted)
      },
      onSuccess: () => {
        onAcross(file.bytes)
        end()
      },
      onError: (error) => end(tryFailed(error)),
    })
    signal?.addEventListener('abort', stop, { once: true })
    alive()
    addresses.findUploadsByFingerprint(fingerprint).then(([known]) => {
      if (signal?.aborted) return stop()
      if (known) upload.resumeFromPreviousUpload(known)
      upload.start()
    }, end)
  })
}

function tryFailed(error: Error): TryFailed {
  if (!(error instanceof DetailedError)) return new TryFailed({ message: error.message, status: 0, cause: error }, null)
  if (error.causingError instanceof TryFailed) return error.causingError
  const response = error.originalResponse
  if (!response)
    return new TryFailed({ message: error.causingError?.message ?? error.message, status: 0, cause: error }, null)
  const said = refusalIn(response.getBody() || error.message, response.getStatus())
  return new TryFailed({ ...said, cause: error }, response.getHeader('Retry-After') ?? null)
}

const refusalSchema = z.object({ message: z.string(), code: z.string().optional(), statusCode: z.coerce.number() })

/** What the storage service says, whose JSON names the real status inside a 400; the TUS server itself says plain text. */
function refusalIn(body: string, status: number): CloudFailure {
  try {
    const { message, code, statusCode } = refusalSchema.parse(JSON.parse(body))
    return { message: message.slice(0, 200), code, status: statusCode >= 400 && statusCode < 600 ? statusCode : status }
  } catch {
    return { message: body.slice(0, 200), status }
  }
}
