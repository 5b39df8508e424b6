/** An error as PostgREST words it. */
export class RestError extends Error {
  readonly status: number
  readonly code: string
  readonly details: string | null
  readonly hint: string | null

  constructor(
    status: number,
    code: string,
    message: string,
    details: string | null = null,
    hint: string | null = null,
  ) {
    super(message)
    this.status = status
    this.code = code
    this.details = details
    this.hint = hint
  }
}

/** What of a database error reaches the client. */
export interface DatabaseFailure {
  readonly message: string
  readonly code?: string
  readonly detail?: string
  readonly hint?: string
}

/** The status for each SQLSTATE, or class of them, that PostgREST does not answer with 400 (docs: "Errors", HTTP status codes). */
const STATUS_OF_STATE: readonly (readonly [string, number])[] = [
  ['23503', 409],
  ['23505', 409],
  ['25006', 405],
  ['42883', 404],
  ['42P01', 404],
  ['42P17', 500],
  ['57P01', 503],
  ['P0001', 400],
  ['08', 503],
  ['09', 500],
  ['0L', 403],
  ['0P', 403],
  ['25', 500],
  ['28', 403],
  ['2D', 500],
  ['38', 500],
  ['39', 500],
  ['3B', 500],
  ['40', 500],
  ['53', 503],
  ['54', 500],
  ['55', 500],
  ['57', 500],
  ['58', 500],
  ['F0', 500],
  ['HV', 500],
  ['P0', 500],
  ['XX', 500],
]

/** The answer to a request that failed, in PostgREST's shape. `isAnonymous`: no one is signed in. */
export function answerToError(error: unknown, isAnonymous: boolean): Response {
  if (error instanceof RestError) {
    const { status, code, message, details, hint } = error
    const headers: HeadersInit =
      status === 401 ? { 'www-authenticate': `Bearer error="invalid_token", error_description="${message}"` } : {}
    return Response.json({ code, details, hint, message }, { status, headers })
  }
  const { message, code = 'XX000', detail = null, hint = null } = error as DatabaseFailure
  const status = code === '42501' ? (isAnonymous ? 401 : 403) : statusOf(code)
  return Response.json({ code, details: detail, hint, message }, { status })
}

function statusOf(code: string): number {
  if (/^PT\d{3}$/.test(code)) return Number(code.slice(2))
  return STATUS_OF_STATE.find(([start]) => code.startsWith(start))?.[1] ?? 400
}
