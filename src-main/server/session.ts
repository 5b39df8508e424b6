import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Who may use the server: whoever opened a link that it printed, and programs that were given a token. */
export interface Sessions {
  /** A token for one link; it is good for one sign-in. */
  newToken(): string
  /** Exchanges a token for the value of a Set-Cookie header; null when the token is wrong or has been used. */
  signIn(token: string): string | null
  /** A token for programs, good until the server ends. */
  newAccessToken(): string
  /** By `Authorization: Bearer <token>` where the request says anything about it, else by its cookie. */
  isSignedIn(request: IncomingMessage): boolean
}

/** Long enough for a browser left open over a holiday; the server forgets all sessions when it ends. */
const COOKIE_SECONDS = 14 * 24 * 3600

/** Cookies are shared by all ports of a host, so `port` is part of the cookie's name. */
export function createSessions(port: number): Sessions {
  const name = `glimpse3d_${port}`
  const tokens = new Set<string>()
  const sessions = new Set<string>()
  const secret = (known: Set<string>) => {
    const value = randomBytes(32).toString('base64url')
    known.add(hash(value))
    return value
  }
  return {
    newToken: () => secret(tokens),
    signIn: (token) => {
      const found = find(tokens, token)
      if (found === undefined) return null
      tokens.delete(found)
      return `${name}=${secret(sessions)}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${COOKIE_SECONDS}`
    },
    newAccessToken: () => secret(sessions),
    isSignedIn: ({ headers: { authorization, cookie } }) => {
      const given = authorization === undefined ? cookieNamed(name, cookie) : bearerOf(authorization)
      return given !== undefined && find(sessions, given) !== undefined
    },
  }
}

function cookieNamed(name: string, header = ''): string | undefined {
  const cookies = header.split(';').map((cookie) => cookie.trim())
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1)
}

function bearerOf(authorization: string): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1]
}

/** Compares hashes in constant time, so that answers take the same time whatever was guessed. */
function find(known: ReadonlySet<string>, value: string): string | undefined {
  const wanted = Buffer.from(hash(value))
  return [...known].find((candidate) => timingSafeEqual(Buffer.from(candidate), wanted))
}

function hash(value: string): string {
  return createHash('sha256').update(value).digest('hex')
}
