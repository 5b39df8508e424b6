import { StudioError, type StudioErrorCode } from '../../src-shared/errors.ts'

/** An error as it crosses from a worker thread: a message keeps no class, and of a StudioError the hint must arrive. */
export interface PackedError {
  readonly message: string
  readonly stack: string | undefined
  readonly studio?: { readonly code: StudioErrorCode; readonly hint: string }
}

export function packError(error: Error): PackedError {
  const { message, stack } = error
  return error instanceof StudioError
    ? { message, stack, studio: { code: error.code, hint: error.hint } }
    : { message, stack }
}

export function unpackError({ message, stack, studio }: PackedError): Error {
  const error = studio ? new StudioError(studio.code, message, studio.hint) : new Error(message)
  error.stack = stack
  return error
}
