import type { SupabaseClient } from '@supabase/supabase-js'
import { BUCKETS, type Bucket } from '../../../../src-shared/cloud/cloud-manifest.ts'
import { formatBytes } from '../../output/format.ts'
import { type Check, good } from '../checks.ts'
import { lacking, MAKE_BUCKETS, MIGRATE } from './what-to-run.ts'

const MIB = 2 ** 20
const JSON_AND_PNG = ['application/json', 'image/png']

/** As `..._100300_storage.sql` makes them: the largest file, and the types. */
const WANTED: Readonly<Record<Bucket, { readonly limit: number; readonly types: readonly string[] }>> = {
  'project-uploads': {
    limit: 128 * MIB,
    types: [...JSON_AND_PNG, 'image/jpeg', 'image/webp', 'image/avif', 'image/heic', 'image/heif', 'image/tiff'],
  },
  'processed-images': { limit: 32 * MIB, types: JSON_AND_PNG },
  'multiview-images': { limit: 128 * MIB, types: [...JSON_AND_PNG, 'application/octet-stream'] },
  'depth-maps': { limit: 128 * MIB, types: [...JSON_AND_PNG, 'application/octet-stream'] },
  'enhanced-views': { limit: 32 * MIB, types: JSON_AND_PNG },
  '3d-models': {
    limit: 2048 * MIB,
    types: [
      ...JSON_AND_PNG,
      ...['model/gltf-binary', 'model/obj', 'model/mtl', 'model/vnd.usdz+zip'],
      ...['application/octet-stream', 'application/zip', 'text/plain', 'image/jpeg'],
    ],
  },
}

interface Found {
  readonly id: string
  readonly public: boolean
  readonly file_size_limit?: number | null
  readonly allowed_mime_types?: readonly string[] | null
}

/** Whether the six buckets are there, private, and take what they should. */
export async function checkBuckets(client: SupabaseClient): Promise<Check> {
  const name = 'cloud buckets'
  const { data, error } = await client.storage.listBuckets()
  if (error) return lacking(name, [error.message], MIGRATE)
  const found = new Map((data as readonly Found[]).map((bucket) => [bucket.id, bucket]))
  const missing = BUCKETS.filter((id) => !found.has(id))
  if (missing.length === BUCKETS.length) return lacking(name, ['none is there, or none is shown'], MIGRATE)
  const open = BUCKETS.filter((id) => found.get(id)?.public)
  const refusing = BUCKETS.flatMap((id) => refusals(id, found.get(id)))
  const wrong = [
    ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
    ...(open.length > 0 ? [`open to everybody: ${open.join(', ')}`] : []),
    ...refusing,
  ]
  if (wrong.length > 0) return lacking(name, wrong, MAKE_BUCKETS)
  const loose = BUCKETS.flatMap((id) => looseness(id, found.get(id)))
  if (loose.length > 0) return { name, value: loose.join('; '), state: 'limited', hint: MAKE_BUCKETS }
  return good(name, `${BUCKETS.length}, all private`)
}

/** What a bucket would not take though it should. */
function refusals(id: Bucket, found: Found | undefined): string[] {
  const { limit, types } = WANTED[id]
  const { file_size_limit: size, allowed_mime_types: allowed } = found ?? {}
  const refused = allowed ? types.filter((type) => !allowed.includes(type)) : []
  return [
    ...(typeof size === 'number' && size < limit
      ? [`${id} takes only ${formatBytes(size)} in place of ${formatBytes(limit)}`]
      : []),
    ...(refused.length > 0 ? [`${id} refuses ${refused.join(', ')}`] : []),
  ]
}

/** What a bucket takes beyond what it should. */
function looseness(id: Bucket, found: Found | undefined): string[] {
  const { limit, types } = WANTED[id]
  const { file_size_limit: size, allowed_mime_types: allowed } = found ?? {}
  const more = allowed?.filter((type) => !types.includes(type)) ?? ['any type']
  return [
    ...(typeof size === 'number' && size <= limit
      ? []
      : [`${id} has ${size ? `a limit of ${formatBytes(size)}` : 'no limit of its own'}`]),
    ...(more.length > 0 ? [`${id} takes ${more.join(', ')}`] : []),
  ]
}
