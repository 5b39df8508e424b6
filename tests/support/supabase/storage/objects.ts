import type { PGlite, Transaction } from '@electric-sql/pglite'
import { asCaller, type Caller } from '../database.ts'
import type { StoredBytes } from './file-bytes.ts'
import { noSuchBucket, noSuchKey, StorageFailure } from './storage-failure.ts'

export interface ObjectRow {
  readonly id: string
  readonly name: string
  readonly bucket_id: string
  readonly owner: string | null
  readonly version: string
  readonly created_at: string
  readonly updated_at: string
  readonly last_accessed_at: string
  readonly metadata: {
    readonly size: number
    readonly mimetype: string
    readonly eTag: string
    readonly cacheControl: string
  }
  readonly user_metadata: Readonly<Record<string, unknown>> | null
}

/** Where an object goes and what is said of it. */
export interface ObjectTarget {
  readonly bucket: string
  readonly name: string
  readonly upsert: boolean
  readonly mimetype: string
  readonly cacheControl: string
  readonly userMetadata: Readonly<Record<string, unknown>> | null
}

export interface Bucket {
  readonly id: string
  readonly file_size_limit: number | null
  readonly allowed_mime_types: readonly string[] | null
}

/** The names that an object may have (storage's `isValidKey`). */
const VALID_NAME = /^(\w|\/|!|-|\.|\*|'|\(|\)| |&|\$|@|=|;|:|\+|,|\?)+$/
const COLUMNS = `id, name, bucket_id, owner, version, metadata, user_metadata, to_json(created_at) #>> '{}' as created_at,
  to_json(updated_at) #>> '{}' as updated_at, to_json(last_accessed_at) #>> '{}' as last_accessed_at`

/** The rows of `storage.objects`, always under the policies of who asks. */
export interface Objects {
  bucket(id: string): Promise<Bucket>
  /** Throws what storing it would, and changes nothing. */
  mayStore(caller: Caller, target: ObjectTarget): Promise<void>
  /** The row, and the version that it took the place of. */
  store(caller: Caller, target: ObjectTarget, bytes: StoredBytes): Promise<{ row: ObjectRow; replaced: string | null }>
  /** Throws `NoSuchKey` where the caller sees none. */
  find(caller: Caller, bucket: string, name: string): Promise<ObjectRow>
  /** Those whose names begin so, by name. */
  below(caller: Caller, bucket: string, prefix: string): Promise<ObjectRow[]>
  remove(caller: Caller, bucket: string, names: readonly string[]): Promise<ObjectRow[]>
  move(caller: Caller, from: readonly [string, string], to: readonly [string, string]): Promise<ObjectRow>
}

export function createObjects(database: PGlite): Objects {
  return {
    bucket: async (id) => {
      const query = `select id, file_size_limit::float8 as file_size_limit, allowed_mime_types from storage.buckets where id = $1`
      const bucket = (await database.query<Bucket>(query, [id])).rows[0]
      if (!bucket) throw noSuchBucket()
      return bucket
    },
    mayStore: (caller, target) => {
      if (!VALID_NAME.test(target.name))
        throw new StorageFailure(400, 'InvalidKey', 'InvalidKey', `Invalid key: ${target.name}`)
      return asCaller(database, caller, async (transaction) => {
        await write(transaction, caller, target, { version: '', size: 0, md5: '' })
        await transaction.rollback()
      })
    },
    store: async (caller, target, bytes) => {
      const old = await database.query<ObjectRow>(
        'select version from storage.objects where bucket_id = $1 and name = $2',
        [target.bucket, target.name],
      )
      const row = await asCaller(database, caller, (transaction) => write(transaction, caller, target, bytes))
      return { row, replaced: old.rows[0]?.version ?? null }
    },
    find: async (caller, bucket, name) => {
      const query = `select ${COLUMNS} from storage.objects where bucket_id = $1 and name = $2`
      const { rows } = await asCaller(database, caller, (tx) => tx.query<ObjectRow>(query, [bucket, name]))
      if (rows.length === 0) throw noSuchKey()
      return rows[0]
    },
    below: async (caller, bucket, prefix) => {
      const query = `select ${COLUMNS} from storage.objects where bucket_id = $1 and starts_with(name, $2) order by name collate "C"`
      return (await asCaller(database, caller, (tx) => tx.query<ObjectRow>(query, [bucket, prefix]))).rows
    },
    remove: (caller, bucket, names) =>
      asCaller(database, caller, async (transaction) => {
        await transaction.query(`select set_config('storage.allow_delete_query', 'true', true)`)
        const query = `delete from storage.objects where bucket_id = $1 and name = any ($2) returning ${COLUMNS}`
        return (await transaction.query<ObjectRow>(query, [bucket, names])).rows
      }),
    move: async (caller, from, to) => {
      const query = `update storage.objects set bucket_id = $3, name = $4, owner = $5::uuid, owner_id = $5::uuid::text
        where bucket_id = $1 and name = $2 returning ${COLUMNS}`
      const values = [...from, ...to, caller.sub ?? null]
      const { rows } = await asCaller(database, caller, (tx) => tx.query<ObjectRow>(query, values))
      if (rows.length === 0) throw noSuchKey()
      return rows[0]
    },
  }
}

async function write(
  transaction: Transaction,
  caller: Caller,
  target: ObjectTarget,
  bytes: StoredBytes,
): Promise<ObjectRow> {
  const { bucket, name, upsert, mimetype, cacheControl, userMetadata } = target
  const metadata = {
    eTag: `"${bytes.md5}"`,
    size: bytes.size,
    mimetype,
    cacheControl,
    lastModified: new Date().toISOString(),
    contentLength: bytes.size,
    httpStatusCode: 200,
  }
  const { rows } = await transaction.query<ObjectRow>(
    `insert into storage.objects (bucket_id, name, owner, owner_id, version, metadata, user_metadata)
     values ($1, $2, $3::uuid, $3::uuid::text, $4, $5, $6)
     ${
       upsert
         ? `on conflict (bucket_id, name) do update set owner = excluded.owner, owner_id = excluded.owner_id,
       version = excluded.version, metadata = excluded.metadata, user_metadata = excluded.user_metadata`
         : ''
     }
     returning ${COLUMNS}`,
    [bucket, name, caller.sub ?? null, bytes.version, metadata, userMetadata],
  )
  return rows[0]
}
