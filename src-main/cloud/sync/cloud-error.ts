import { StudioError } from '../../../src-shared/errors.ts'
import { mayWorkLater } from './backoff.ts'

/** What supabase-js and tus-js-client say of a failure, as far as it is known. Status 0: there was no answer. */
export interface CloudFailure {
  readonly message: string
  readonly status: number
  /** PostgREST's or PostgreSQL's code, or that of the storage service. */
  readonly code?: string
  readonly cause?: unknown
}

/** Whether the same may work later, without anybody doing anything: the sync stays pending and catches up. */
export function isPassing(error: unknown): boolean {
  return error instanceof StudioError && error.details.passing === true
}

/** A failure as one a user can act on; `what` says what was being done, as in "The cloud could not ...". */
export function cloudError(what: string, failure: CloudFailure): StudioError {
  const { status, code, cause } = failure
  // The class of the error is nothing to a person.
  const message = failure.message.replace(/^TypeError: /, '')
  const details = { cause, status, code }
  if (status === 0 || mayWorkLater(status)) {
    const why = status === 0 ? 'The cloud cannot be reached' : `The cloud cannot answer just now (${status})`
    return new StudioError(
      'connection_lost',
      `${why}: ${what} (${message}).`,
      'Nothing is lost; it goes on by itself when the connection is back, or run it again.',
      { ...details, passing: true },
    )
  }
  if (isSignedOut(failure)) {
    return new StudioError(
      'not_signed_in',
      `The cloud does not know you any more: ${what} (${message}).`,
      'Sign in again; the sync goes on where it stopped.',
      details,
    )
  }
  if (status === 413) {
    return new StudioError(
      'too_large',
      `A file is larger than the cloud takes: ${what} (${message}).`,
      'Raise the size limit of the bucket in the Supabase project, or take the file out of the project.',
      details,
    )
  }
  if (status === 507) {
    return new StudioError(
      'upload_failed',
      `The cloud has no space left: ${what} (${message}).`,
      'Empty its trash or get more space; then run it again, and it goes on where it stopped.',
      details,
    )
  }
  if (status === 403 || code === '42501') {
    return new StudioError(
      'forbidden',
      `The cloud does not allow it: ${what} (${message}).`,
      'Run "glimpse3d doctor --cloud" to see which policy is missing.',
      details,
    )
  }
  const hint = ['PGRST205', 'PGRST202', '42P01'].includes(code ?? '')
    ? 'The cloud lacks a table or function: apply the migrations ("supabase db push"), then run "glimpse3d doctor --cloud".'
    : 'Run "glimpse3d doctor --cloud" to see what is wrong.'
  return new StudioError('upload_failed', `The cloud refused: ${what} (${message}).`, hint, details)
}

/** An expired token or none: PostgREST says 401, storage 400 or 403 with a word about the JWT. */
export function isSignedOut({ status, code, message }: CloudFailure): boolean {
  if (status === 401 || code === 'PGRST301' || code === 'PGRST303') return true
  return (status === 400 || status === 403) && (code === 'InvalidJWT' || /jwt|"(exp|iat|nbf)" claim/i.test(message))
}
