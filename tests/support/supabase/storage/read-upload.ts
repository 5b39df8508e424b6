import type { ObjectTarget } from './objects.ts'

export interface Upload {
  readonly target: ObjectTarget
  readonly body: AsyncIterable<Uint8Array>
  readonly claimedBytes: number | null
}

/** What a request to store an object says: a plain body with headers, or a form with a file. */
export async function readUpload(request: Request, bucket: string, name: string): Promise<Upload> {
  const { headers } = request
  const upsert = request.method === 'PUT' || headers.get('x-upsert') === 'true'
  const type = headers.get('content-type') ?? 'application/octet-stream'
  if (type.startsWith('multipart/form-data')) {
    const form = await request.formData()
    const file = [...form.values()].find((value) => value instanceof Blob) as Blob
    const mimetype = file.type || 'application/octet-stream'
    const cacheControl = `max-age=${form.get('cacheControl') ?? 3600}`
    const userMetadata = parsed(form.get('metadata') as string | null)
    return {
      target: { bucket, name, upsert, mimetype, cacheControl, userMetadata },
      body: file.stream() as unknown as AsyncIterable<Uint8Array>,
      claimedBytes: file.size,
    }
  }
  const given = headers.get('x-metadata')
  const userMetadata = parsed(given && Buffer.from(given, 'base64').toString())
  const length = headers.get('content-length')
  return {
    target: {
      bucket,
      name,
      upsert,
      mimetype: type,
      cacheControl: headers.get('cache-control') ?? 'no-cache',
      userMetadata,
    },
    body: (request.body ?? new Blob().stream()) as unknown as AsyncIterable<Uint8Array>,
    claimedBytes: length === null ? null : Number(length),
  }
}

function parsed(json: string | null): Readonly<Record<string, unknown>> | null {
  return json ? (JSON.parse(json) as Record<string, unknown>) : null
}
