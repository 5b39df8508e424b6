import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a JSON Web Token of Supabase says; times in seconds since 1970. */
export interface Claims {
  readonly role: string
  readonly iat: number
  readonly exp: number
  readonly sub?: string
  readonly email?: string
  readonly session_id?: string
  readonly [name: string]: unknown
}

const HEADER = encode({ alg: 'HS256', typ: 'JWT' })

export function signToken(claims: Readonly<Record<string, unknown>>, secret: string): string {
  const unsigned = `${HEADER}.${encode(claims)}`
  return `${unsigned}.${signatureOf(unsigned, secret).toString('base64url')}`
}

/** What the token says, or null where its signature is not ours. It may have expired. */
export function readToken(token: string, secret: string): Claims | null {
  const [header, body, signature, ...rest] = token.split('.')
  if (!header || !body || !signature || rest.length > 0) return null
  const given = Buffer.from(signature, 'base64url')
  const right = signatureOf(`${header}.${body}`, secret)
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function signatureOf(text: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(text).digest()
}
