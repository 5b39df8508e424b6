import { TokenError } from '../http/access.ts'
import type { DatabaseFailure } from '../rest/rest-error.ts'

/** An error as Supabase's storage service words it; names and texts from its `ErrorCode`. */
export class StorageFailure extends Error {
  /** The status that the body names; the answer itself is 400, or 500 for 500. */
  readonly status: number
  readonly code: string
  readonly title: string

  constructor(status: number, code: string, title: string, message: string) {
    super(message)
    this.status = status
    this.code = code
    this.title = title
  }
}

export const noSuchKey = () => new StorageFailure(404, 'NoSuchKey', 'not_found', 'Object not found')
export const noSuchBucket = () => new StorageFailure(404, 'NoSuchBucket', 'Bucket not found', 'Bucket not found')
export const tooLarge = () =>
  new StorageFailure(413, 'EntityTooLarge', 'Payload too large', 'The object exceeded the maximum allowed size')
export const diskFull = () =>
  new StorageFailure(507, 'InternalError', 'InternalError', 'ENOSPC: no space left on device, write')

/** What any error in the service comes out as. */
export function storageFailureOf(error: unknown): StorageFailure {
  if (error instanceof StorageFailure) return error
  if (error instanceof TokenError) return tokenFailure(error)
  const { code, message } = error as DatabaseFailure
  if (code === '42501') return new StorageFailure(403, 'AccessDenied', 'Unauthorized', message)
  if (code === '23505')
    return new StorageFailure(409, 'ResourceAlreadyExists', 'Duplicate', 'The resource already exists')
  if (code === '23503') return noSuchBucket()
  return new StorageFailure(500, 'InternalError', 'InternalError', message)
}

export function answerToStorageFailure(error: unknown): Response {
  const { status, code, title, message } = storageFailureOf(error)
  const answered = status === 500 || status === 507 ? status : 400
  return Response.json({ statusCode: `${status}`, code, error: title, message }, { status: answered })
}

function tokenFailure({ reason }: TokenError): StorageFailure {
  if (reason === 'missing')
    return new StorageFailure(400, 'InvalidRequest', 'Error', "headers must have required property 'authorization'")
  const claim =
    reason === 'malformed'
      ? 'Invalid Compact JWS'
      : `"${reason === 'early' ? 'iat' : 'exp'}" claim timestamp check failed`
  return new StorageFailure(403, 'AccessDenied', 'Unauthorized', claim)
}
