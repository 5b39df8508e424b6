import type { Caller } from '../database.ts'
import type { FileBytes, StoredBytes } from './file-bytes.ts'
import type { Objects, ObjectTarget } from './objects.ts'
import { StorageFailure, tooLarge } from './storage-failure.ts'

/** The most bytes that the bucket takes. Throws where it takes no such type. */
export async function limitOf(objects: Objects, bucketId: string, mimetype: string): Promise<number> {
  const { file_size_limit, allowed_mime_types } = await objects.bucket(bucketId)
  const type = mimetype.split(';')[0].trim()
  const isAllowed =
    allowed_mime_types?.some((allowed) => allowed === type || allowed === `${type.split('/')[0]}/*`) ?? true
  if (!isAllowed)
    throw new StorageFailure(415, 'InvalidMimeType', 'invalid_mime_type', `mime type ${mimetype} is not supported`)
  return file_size_limit ?? Number.POSITIVE_INFINITY
}

/** Checks the right to store first, then takes the bytes, then writes the row, as the storage service does. */
export async function storeObject(
  objects: Objects,
  files: FileBytes,
  caller: Caller,
  target: ObjectTarget,
  body: AsyncIterable<Uint8Array>,
  claimedBytes: number | null,
): Promise<{ readonly Id: string; readonly Key: string }> {
  const limit = await limitOf(objects, target.bucket, target.mimetype)
  if (claimedBytes !== null && claimedBytes > limit) throw tooLarge()
  await objects.mayStore(caller, target)
  return record(objects, files, caller, target, await files.write(body, limit))
}

/** Writes the row for bytes that are there, and lets go of those that it replaces. */
export async function record(
  objects: Objects,
  files: FileBytes,
  caller: Caller,
  target: ObjectTarget,
  bytes: StoredBytes,
) {
  const { row, replaced } = await objects.store(caller, target, bytes).catch(async (error) => {
    await files.remove(bytes.version)
    throw error
  })
  if (replaced) await files.remove(replaced)
  return { Id: row.id, Key: `${target.bucket}/${target.name}` }
}
