import type { Caller } from '../database.ts'
import type { Clock } from './clock.ts'
import { type Claims, readToken, signToken } from './tokens.ts'

/** Why a token is refused. Each service words it in its own way. */
export class TokenError extends Error {
  readonly reason: 'missing' | 'malformed' | 'expired' | 'early'

  constructor(reason: TokenError['reason']) {
    super(`The token is ${reason}`)
    this.reason = reason
  }
}

/** The keys of the project and the judge of tokens. */
export interface Access {
  /** The key that every app ships with: a token of the role `anon`, and the newer form of it. */
  readonly anonKey: string
  readonly publishableKey: string
  /** Above row-level security; no app may have it. */
  readonly serviceRoleKey: string
  /** True for one of the three. */
  knowsKey(key: string | null): boolean
  /** Throws `TokenError`. `leewaySeconds`: how far the clocks may be apart. */
  claimsOf(request: Request, leewaySeconds: number): Claims
  /** As `claimsOf`, for the database. */
  callerOf(request: Request, leewaySeconds: number): Caller
  /** The same of the token itself. */
  callerOfToken(token: string, leewaySeconds: number): Caller
  sign(claims: Readonly<Record<string, unknown>>): string
  /** What a token of ours says, expired or not. */
  read(token: string): Claims | null
}

const DECADE = 10 * 365 * 24 * 3600

export function createAccess(secret: string, clock: Clock): Access {
  const iat = clock.now()
  const keyFor = (role: string) => signToken({ iss: 'supabase', ref: 'stand-in', role, iat, exp: iat + DECADE }, secret)
  const [anonKey, serviceRoleKey, publishableKey] = [keyFor('anon'), keyFor('service_role'), 'sb_publishable_stand-in']
  const judge = (given: string, leeway: number): Claims => {
    const claims = readToken(given === publishableKey ? anonKey : given, secret)
    if (!claims) throw new TokenError('malformed')
    if (claims.exp + leeway <= clock.now() || clock.hasExpired(claims)) throw new TokenError('expired')
    if (claims.iat - leeway > clock.now()) throw new TokenError('early')
    return claims
  }
  const claimsOf = (request: Request, leeway: number) => {
    const bearer = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
    const given = bearer ?? request.headers.get('apikey')
    if (!given) throw new TokenError('missing')
    return judge(given, leeway)
  }
  return {
    anonKey,
    publishableKey,
    serviceRoleKey,
    knowsKey: (key) => key === anonKey || key === publishableKey || key === serviceRoleKey,
    claimsOf,
    callerOf: (request, leeway) => callerWith(claimsOf(request, leeway)),
    callerOfToken: (token, leeway) => callerWith(judge(token, leeway)),
    sign: (claims) => signToken(claims, secret),
    read: (token) => readToken(token, secret),
  }
}

function callerWith({ role, sub, email }: Claims): Caller {
  return { role: role as Caller['role'], ...(sub && { sub }), ...(email && { email }) }
}
