import type { IncomingMessage, ServerResponse } from 'node:http'
import { asStudioError } from '../../src-shared/as-studio-error.ts'
import { toErrorMessage } from '../../src-shared/studio-api/call-table.ts'
import { statusOfError } from '../files/status-of-error.ts'

/** Answers with the error as JSON, the same three fields as everywhere; in a tab, where a person reads it, as two lines. */
export function sendError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const studioError = asStudioError(error)
  // Headers that have gone out cannot be taken back: what the reader has is cut off, which it can tell by the length.
  if (response.headersSent) return void response.destroy()
  response.statusCode = statusOfError(studioError)
  // A body that was not read to its end must not be taken for the next request.
  response.setHeader('Connection', 'close')
  const forPerson = request.headers.accept?.includes('text/html') ?? false
  response.setHeader('Content-Type', `${forPerson ? 'text/plain' : 'application/json'}; charset=utf-8`)
  const { message, hint } = studioError
  response.end(forPerson ? `${message}\n${hint}\n` : JSON.stringify(toErrorMessage(studioError)))
}
