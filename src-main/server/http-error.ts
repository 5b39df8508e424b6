import type { IncomingMessage, ServerResponse } from 'node:http'
import { asStudioError } from '../../src-shared/as-studio-error.ts'
import type { StudioErrorCode } from '../../src-shared/errors.ts'
import { toErrorMessage } from '../../src-shared/studio-api/call-table.ts'

const STATUS_OF_ERROR: Partial<Record<StudioErrorCode, number>> = {
  bad_arguments: 400,
  not_signed_in: 401,
  forbidden: 403,
  path_not_found: 404,
  project_not_found: 404,
  too_large: 413,
  queue_full: 429,
  disk_full: 507,
}

/** Answers with the error as JSON, the same three fields as everywhere; in a tab, where a person reads it, as two lines. */
export function sendError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const studioError = asStudioError(error)
  // Headers that have gone out cannot be taken back: what the reader has is cut off, which it can tell by the length.
  if (response.headersSent) return void response.destroy()
  response.statusCode = STATUS_OF_ERROR[studioError.code] ?? 500
  // A body that was not read to its end must not be taken for the next request.
  response.setHeader('Connection', 'close')
  const forPerson = request.headers.accept?.includes('text/html') ?? false
  response.setHeader('Content-Type', `${forPerson ? 'text/plain' : 'application/json'}; charset=utf-8`)
  const { message, hint } = studioError
  response.end(forPerson ? `${message}\n${hint}\n` : JSON.stringify(toErrorMessage(studioError)))
}
