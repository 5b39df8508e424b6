import type { StudioError, StudioErrorCode } from '../../src-shared/errors.ts'

const STATUS_OF_ERROR: Partial<Record<StudioErrorCode, number>> = {
  bad_arguments: 400,
  not_signed_in: 401,
  forbidden: 403,
  path_not_found: 404,
  project_not_found: 404,
  unknown_call: 405,
  too_large: 413,
  queue_full: 429,
  connection_lost: 503,
  disk_full: 507,
}

/** The HTTP status that says the same as the error. */
export function statusOfError({ code }: StudioError): number {
  return STATUS_OF_ERROR[code] ?? 500
}
