import type { FileBytes } from './file-bytes.ts'
import type { ObjectRow } from './objects.ts'

/** The object's bytes, or the range of them that is asked for. */
export function sendObject(request: Request, row: ObjectRow, files: FileBytes): Response {
  const { size, mimetype, eTag, cacheControl } = row.metadata
  const headers = new Headers({
    'content-type': mimetype,
    'cache-control': cacheControl,
    etag: eTag,
    'last-modified': new Date(row.updated_at).toUTCString(),
    'accept-ranges': 'bytes',
  })
  if (request.headers.get('if-none-match') === eTag) return new Response(null, { status: 304, headers })
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('range') ?? '') ?? []
  const from = Number(first ?? 0)
  const to = Math.min(last ? Number(last) : size - 1, size - 1)
  if (first && from >= size) return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } })
  if (first) headers.set('content-range', `bytes ${from}-${to}/${size}`)
  headers.set('content-length', `${to - from + 1}`)
  const body = request.method === 'HEAD' || size === 0 ? null : files.read(row.version, from, to)
  return new Response(body, { status: first ? 206 : 200, headers })
}

/** What `info()` reads. */
export function infoOf(row: ObjectRow) {
  const { size, mimetype, eTag, cacheControl } = row.metadata
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    bucket_id: row.bucket_id,
    size,
    content_type: mimetype,
    cache_control: cacheControl,
    etag: eTag,
    metadata: row.user_metadata,
    last_modified: row.updated_at,
    created_at: row.created_at,
  }
}
