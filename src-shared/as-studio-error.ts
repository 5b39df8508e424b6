import { StudioError } from './errors.ts'

/** The error as one a user can act on: a `StudioError` stays as it is, of any other nobody knows more than its text. */
export function asStudioError(error: unknown): StudioError {
  if (error instanceof StudioError) return error
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof RangeError && /allocation|Invalid (typed )?array (buffer )?length/.test(message)) {
    return new StudioError(
      'out_of_memory',
      'There is not enough memory for this.',
      'Close other programs, or try --preset fast or fewer photos. What is finished is kept; --resume goes on with it.',
    )
  }
  return new StudioError(
    'pipeline_error',
    `Something went wrong inside: ${message}`,
    'What is finished is kept; try --resume. If it happens again, run with GLIMPSE3D_DEBUG=1 and report what it prints.',
    { cause: error },
  )
}
