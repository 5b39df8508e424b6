import { mkdirSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { z } from 'zod'
import { asCaller, type Caller } from '../database.ts'
import { type Access, TokenError } from '../http/access.ts'
import type { Clock } from '../http/clock.ts'
import type { Incoming } from '../http/serve-web.ts'
import { createFileBytes, type Disk } from './file-bytes.ts'
import { listLevel, listPage, listSchema, listV2Schema } from './list-objects.ts'
import { type Bucket, createObjects } from './objects.ts'
import { readUpload } from './read-upload.ts'
import { createResumable, RESUMABLE_PATH } from './resumable.ts'
import { infoOf, sendObject } from './send-object.ts'
import { createSignedUrls } from './signed-urls.ts'
import { answerToStorageFailure, noSuchBucket, StorageFailure } from './storage-failure.ts'
import { record, storeObject } from './store-object.ts'

const signSchema = z.object({ expiresIn: z.number(), paths: z.array(z.string()).optional() })
const moveSchema = z.object({
  bucketId: z.string(),
  sourceKey: z.string(),
  destinationKey: z.string(),
  destinationBucket: z.string().optional(),
})

interface Asked {
  readonly request: Request
  readonly url: URL
  readonly caller: Caller
  /** The parts of the path that the route's pattern names. */
  readonly part: readonly string[]
}

/** The storage service's part: objects of the buckets, their bytes in a temporary folder, under the policies. */
export function storageRoutes(database: PGlite, access: Access, clock: Clock) {
  const folder = mkdtempSync(join(tmpdir(), 'glimpse3d-storage-'))
  for (const name of ['objects', 'uploads']) mkdirSync(join(folder, name))
  const disk: Disk = { freeBytes: Number.POSITIVE_INFINITY }
  const files = createFileBytes(join(folder, 'objects'), disk)
  const objects = createObjects(database)
  const signed = createSignedUrls(objects, access, clock)
  const resumable = createResumable(join(folder, 'uploads'), objects, files, access, disk)

  const routes: readonly (readonly [RegExp, (asked: Asked) => Promise<Response>])[] = [
    [/^GET \/bucket$/, async ({ caller }) => Response.json(await bucketsOf(database, caller))],
    [
      /^GET \/bucket\/([^/]+)$/,
      async ({ caller, part: [id] }) => {
        const bucket = (await bucketsOf(database, caller)).find((one) => one.id === id)
        if (!bucket) throw noSuchBucket()
        return Response.json(bucket)
      },
    ],
    [
      /^POST \/object\/list\/([^/]+)$/,
      async ({ request, caller, part: [bucket] }) => {
        const options = listSchema.parse(await request.json())
        const below = options.prefix === '' || options.prefix.endsWith('/') ? options.prefix : `${options.prefix}/`
        return Response.json(listLevel(await objects.below(caller, bucket, below), below, options))
      },
    ],
    [
      /^POST \/object\/list-v2\/([^/]+)$/,
      async ({ request, caller, part: [bucket] }) => {
        const options = listV2Schema.parse(await request.json())
        return Response.json(listPage(await objects.below(caller, bucket, options.prefix), options))
      },
    ],
    [
      /^POST \/object\/sign\/([^/]+)$/,
      async ({ request, caller, part: [bucket] }) => {
        const { expiresIn, paths = [] } = signSchema.parse(await request.json())
        return Response.json(await signed.signAll(caller, bucket, paths, expiresIn))
      },
    ],
    [
      /^POST \/object\/sign\/([^/]+)\/(.+)$/,
      async ({ request, caller, part: [bucket, name] }) => {
        const { expiresIn } = signSchema.parse(await request.json())
        return Response.json({ signedURL: await signed.sign(caller, bucket, name, expiresIn) })
      },
    ],
    [
      /^POST \/object\/move$/,
      async ({ request, caller }) => {
        const {
          bucketId,
          sourceKey,
          destinationKey,
          destinationBucket = bucketId,
        } = moveSchema.parse(await request.json())
        const row = await objects.move(caller, [bucketId, sourceKey], [destinationBucket, destinationKey])
        return Response.json({
          message: 'Successfully moved',
          Id: row.id,
          Key: `${destinationBucket}/${destinationKey}`,
        })
      },
    ],
    [
      /^POST \/object\/copy$/,
      async ({ request, caller }) => {
        const {
          bucketId,
          sourceKey,
          destinationKey,
          destinationBucket: bucket = bucketId,
        } = moveSchema.parse(await request.json())
        const source = await objects.find(caller, bucketId, sourceKey)
        const { mimetype, cacheControl } = source.metadata
        const target = {
          bucket,
          name: destinationKey,
          upsert: request.headers.get('x-upsert') === 'true',
          mimetype,
          cacheControl,
          userMetadata: source.user_metadata,
        }
        await objects.mayStore(caller, target)
        return Response.json(await record(objects, files, caller, target, await files.copy(source.version)))
      },
    ],
    [
      // As far as asking for leave: the address that it gives is not served.
      /^POST \/object\/upload\/sign\/([^/]+)\/(.+)$/,
      async ({ caller, part: [bucket, name] }) => {
        await objects.bucket(bucket)
        const target = { bucket, name, upsert: false, mimetype: '', cacheControl: '', userMetadata: null }
        await objects.mayStore(caller, target)
        const token = access.sign({ url: `${bucket}/${name}`, iat: clock.now(), exp: clock.now() + 7200 })
        return Response.json({ url: `/object/upload/sign/${bucket}/${name}?token=${token}` })
      },
    ],
    [
      /^GET \/object\/info\/(?:authenticated\/)?([^/]+)\/(.+)$/,
      async ({ caller, part: [bucket, name] }) => Response.json(infoOf(await objects.find(caller, bucket, name))),
    ],
    [
      /^(?:GET|HEAD) \/object\/(?:authenticated\/)?([^/]+)\/(.+)$/,
      async ({ request, caller, part: [bucket, name] }) =>
        sendObject(request, await objects.find(caller, bucket, name), files),
    ],
    [
      /^(?:POST|PUT) \/object\/([^/]+)\/(.+)$/,
      async ({ request, caller, part: [bucket, name] }) => {
        const { target, body, claimedBytes } = await readUpload(request, bucket, name)
        return Response.json(await storeObject(objects, files, caller, target, body, claimedBytes))
      },
    ],
    [
      /^DELETE \/object\/([^/]+)$/,
      async ({ request, caller, part: [bucket] }) => {
        const { prefixes } = z.object({ prefixes: z.array(z.string()) }).parse(await request.json())
        const removed = await objects.remove(caller, bucket, prefixes)
        for (const { version } of removed) await files.remove(version)
        return Response.json(removed)
      },
    ],
  ]

  const answer = async ({ request, url, fault }: Incoming): Promise<Response> => {
    const line = `${request.method} ${decodeURIComponent(url.pathname.replace('/storage/v1', ''))}`
    const signedFor = /^GET \/object\/sign\/(.+)$/.exec(line)?.[1]
    if (signedFor) return sendObject(request, await signed.open(signedFor, url.searchParams.get('token') ?? ''), files)
    if (fault?.kind === 'expired-token') throw new TokenError('expired')
    if (!request.headers.has('authorization')) throw new TokenError('missing')
    const caller = access.callerOf(request, 0)
    if (url.pathname.startsWith(RESUMABLE_PATH)) return resumable(request)
    for (const [pattern, route] of routes) {
      const match = pattern.exec(line)
      if (match) return route({ request, url, caller, part: match.slice(1) })
    }
    throw new StorageFailure(404, 'NoSuchRoute', 'Not Found', `Route ${line} not found`)
  }
  return {
    disk,
    handle: (incoming: Incoming) => answer(incoming).catch(answerToStorageFailure),
    stop: () => rm(folder, { recursive: true, force: true }),
  }
}

async function bucketsOf(database: PGlite, caller: Caller) {
  const query = `select id, name, owner, public, file_size_limit::float8 as file_size_limit, allowed_mime_types,
    to_json(created_at) #>> '{}' as created_at, to_json(updated_at) #>> '{}' as updated_at from storage.buckets order by id`
  return (await asCaller(database, caller, (transaction) => transaction.query<Bucket>(query))).rows
}
