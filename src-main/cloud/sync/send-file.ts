import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { fileError } from '../../../src-engine/files/file-error.ts'
import type { CloudFile } from '../../../src-shared/cloud/cloud-manifest.ts'
import { contentTypeOf } from '../../../src-shared/cloud/object-place.ts'
import { StudioError } from '../../../src-shared/errors.ts'
import { askCloud } from './ask-cloud.ts'
import { contentKey, objectName, type Transfer } from './cloud-account.ts'
import { isPassing } from './cloud-error.ts'
import { pathHere } from './local-files.ts'
import { PlanOutdated } from './plan-again.ts'
import { sendInChunks } from './send-in-chunks.ts'
import type { UploadAddresses } from './upload-addresses.ts'

/** Supabase takes chunks of exactly that size; what fits in one goes in one request. */
export const CHUNK_BYTES = 6 * 2 ** 20

/**
 * Sends a file as the object that was planned for it, never over another; where its content lies elsewhere in the cloud, that
 * is copied there. Throws `PlanOutdated` where the file has changed
 * or the name is taken by other content, `cancelled`, and what `cloudError` makes of a refusal.
 */
export async function sendFile(transfer: Transfer, file: CloudFile, addresses: UploadAddresses): Promise<void> {
  try {
    if (await copyInCloud(transfer, file)) return
    if (file.bytes > CHUNK_BYTES) await sendInChunks(transfer, file, addresses)
    else await sendAtOnce(transfer, file)
  } catch (cause) {
    if (!(cause instanceof StudioError) || !isTaken(cause)) throw cause
    // Perhaps by ourselves, in a request whose answer was lost.
    if (!(await holds(transfer, file))) throw new PlanOutdated(`${file.object} is taken`)
  }
}

/** False where the content has to be sent: nobody has it, or it has gone meanwhile. */
async function copyInCloud(transfer: Transfer, file: CloudFile): Promise<boolean> {
  const { client, signal, elsewhere } = transfer
  const from = elsewhere?.get(contentKey(file))
  if (from === undefined) return false
  const ask = () => client.storage.from(file.bucket).copy(from, objectName(transfer, file.object))
  try {
    await askCloud(client, `copying ${file.path}`, ask, signal)
    return true
  } catch (cause) {
    if (!(cause instanceof StudioError) || isTaken(cause) || isPassing(cause)) throw cause
    if (cause.code === 'cancelled' || cause.code === 'not_signed_in') throw cause
    return false
  }
}

async function sendAtOnce(transfer: Transfer, file: CloudFile): Promise<void> {
  const { client, bandwidth, signal, onBytes } = transfer
  const path = pathHere(transfer.folder, file.path)
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw new PlanOutdated(`${file.path} is gone`)
    throw fileError(cause, path)
  })
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256)
    throw new PlanOutdated(`${file.path} has changed`)
  await bandwidth.take(bytes.length, signal)
  const options = { contentType: contentTypeOf(file.object), upsert: false, metadata: { sha256: file.sha256 } }
  const name = objectName(transfer, file.object)
  await askCloud(
    client,
    `sending ${file.path}`,
    () => client.storage.from(file.bucket).upload(name, bytes, options),
    signal,
  )
  onBytes(bytes.length)
}

/** The name has been given already: 409, or `Duplicate` inside a 400. */
function isTaken({ details }: StudioError): boolean {
  return details.status === 409 || details.code === 'ResourceAlreadyExists' || details.code === 'Duplicate'
}

const infoSchema = z.object({ size: z.number(), metadata: z.object({ sha256: z.string() }).partial().nullish() })

async function holds({ client, signal, ...transfer }: Transfer, file: CloudFile): Promise<boolean> {
  const ask = () => client.storage.from(file.bucket).info(objectName(transfer, file.object))
  const info = infoSchema.safeParse(await askCloud<unknown>(client, `looking at ${file.path}`, ask, signal))
  return info.success && info.data.size === file.bytes && info.data.metadata?.sha256 === file.sha256
}
