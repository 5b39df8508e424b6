/** Every way the program can fail, as one word. The text of a message may change; a code never does. */
export const STUDIO_ERROR_CODES = [
  'bad_arguments',
  'photo_unreadable',
  'too_few_photos',
  'no_overlap',
  'validation_failed',
  'project_newer',
  'project_damaged',
  'project_busy',
  'path_not_found',
  'permission_denied',
  'disk_full',
  'unsupported_format',
  'download_failed',
  'upload_failed',
  'pipeline_error',
  'queue_full',
  'job_not_found',
  'timed_out',
  'cancelled',
  'out_of_memory',
  'unknown_call',
  'not_signed_in',
  'forbidden',
  'too_large',
  'project_not_found',
  'engine_crashed',
  'connection_lost',
  'device_lost',
  'no_graphics_device',
  'model_missing',
  'model_unusable',
] as const

export type StudioErrorCode = (typeof STUDIO_ERROR_CODES)[number]

/** The one error type that crosses module and process borders. `hint` says what the user does next. */
export class StudioError extends Error {
  readonly code: StudioErrorCode
  readonly hint: string
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: StudioErrorCode, message: string, hint: string, details: Record<string, unknown> = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'StudioError'
    this.code = code
    this.hint = hint
    this.details = details
  }
}

/** Throws `cancelled` when the signal has been aborted. Call it between any two steps of long work. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new StudioError('cancelled', 'The run was cancelled.', 'Run again with --resume to go on.')
}
