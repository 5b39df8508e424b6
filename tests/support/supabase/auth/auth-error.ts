/** An error as Supabase's auth service words it. */
export class AuthFailure extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** The shape that clients get who name the API version of 2024-01-01, as supabase-js does. */
export function answerToFailure({ status, code, message }: AuthFailure): Response {
  return Response.json({ code, message }, { status, headers: { 'x-supabase-api-version': '2024-01-01' } })
}
