import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { Metadata, Server } from '@tus/server'
import type { Access } from '../http/access.ts'
import type { Disk, FileBytes } from './file-bytes.ts'
import type { Objects, ObjectTarget } from './objects.ts'
import { diskFull, type StorageFailure, storageFailureOf } from './storage-failure.ts'
import { limitOf, record } from './store-object.ts'

type Fields = Readonly<Record<string, string | null>> | undefined

export const RESUMABLE_PATH = '/storage/v1/upload/resumable'

/** Uploads that resume (TUS), with Supabase's metadata: `bucketName`, `objectName`, `contentType`, `cacheControl`, `metadata`. */
export function createResumable(folder: string, objects: Objects, files: FileBytes, access: Access, disk: Disk) {
  const store = new FileStore({ directory: folder })
  const fieldsOf = async (request: Request, id: string | null): Promise<Fields> =>
    request.method === 'POST' || id === null
      ? Metadata.parse(request.headers.get('upload-metadata') ?? '')
      : (await store.getUpload(id)).metadata
  const refuse = (failure: StorageFailure) =>
    Object.assign(failure, { status_code: failure.status, body: failure.message })
  const orRefuse = (error: unknown): never => {
    throw refuse(storageFailureOf(error))
  }
  const server = new Server({
    path: RESUMABLE_PATH,
    datastore: store,
    respectForwardedHeaders: false,
    namingFunction: () => randomUUID(),
    maxSize: async (request, id) => {
      const fields = await fieldsOf(request, id)
      const limit = await limitOf(objects, fields?.bucketName ?? '', fields?.contentType ?? '').catch(orRefuse)
      return Number.isFinite(limit) ? limit : 0
    },
    onIncomingRequest: async (request, id) => {
      if (request.method === 'HEAD' || request.method === 'OPTIONS') return
      if (Number(request.headers.get('content-length') ?? 0) > disk.freeBytes) throw refuse(diskFull())
      const target = targetOf(request, await fieldsOf(request, id))
      await objects.mayStore(access.callerOf(request, 0), target).catch(orRefuse)
    },
    onUploadFinish: async (request, upload) => {
      const bytes = await files.adopt(join(folder, upload.id))
      disk.freeBytes -= bytes.size
      await record(objects, files, access.callerOf(request, 0), targetOf(request, upload.metadata), bytes).catch(
        orRefuse,
      )
      return { headers: { 'Tus-Complete': '1' } }
    },
  })
  return (request: Request): Promise<Response> => server.handleWeb(request)
}

function targetOf(request: Request, fields: Fields): ObjectTarget {
  return {
    bucket: fields?.bucketName ?? '',
    name: fields?.objectName ?? '',
    upsert: request.headers.get('x-upsert') === 'true',
    mimetype: fields?.contentType ?? 'application/octet-stream',
    cacheControl: fields?.cacheControl ? `max-age=${fields.cacheControl}` : 'no-cache',
    userMetadata: fields?.metadata ? (JSON.parse(fields.metadata) as Record<string, unknown>) : null,
  }
}
