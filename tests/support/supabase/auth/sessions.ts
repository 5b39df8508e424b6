import { randomUUID } from 'node:crypto'
import type { Access } from '../http/access.ts'
import type { Clock } from '../http/clock.ts'
import { AuthFailure } from './auth-error.ts'
import { type Person, userOf } from './people.ts'

/** A refresh token that has been used may be used again for so long (Supabase's `refresh_token_reuse_interval`). */
const REUSE_SECONDS = 10

interface RefreshToken {
  readonly text: string
  readonly session: Session
  /** The one it was given for. */
  readonly parent: RefreshToken | null
  usedAt: number | null
}

interface Session {
  readonly id: string
  readonly person: Person
  /** The refresh token given last. */
  current: RefreshToken | null
}

export interface Sessions {
  /** Opens a session; gives what a client signs in with. */
  open(person: Person): object
  /** The same for a refresh token, which is used up by it. Throws where it is unknown or was used before. */
  refresh(text: string): object
  /** Ends one session, the others of its person, or all. */
  end(id: string, scope: 'local' | 'others' | 'global'): void
  isOpen(id: string): boolean
  /** Every access and refresh token given out so far. */
  readonly given: readonly string[]
  /** Ends every session, as a person's password change or an administrator does. */
  endAll(): void
}

export function createSessions(access: Access, clock: Clock): Sessions {
  const sessions = new Map<string, Session>()
  const tokens = new Map<string, RefreshToken>()
  const given: string[] = []
  const renew = (session: Session, parent: RefreshToken | null) => {
    const token = { text: randomUUID().replaceAll('-', ''), session, parent, usedAt: null }
    tokens.set(token.text, token)
    session.current = token
    return grant(session, token)
  }
  const grant = ({ id, person }: Session, { text }: RefreshToken) => {
    const now = clock.now()
    const expires = now + clock.tokenLifetimeSeconds
    const claims = { iss: 'stand-in', aud: 'authenticated', role: 'authenticated', sub: person.id, email: person.email }
    const serial = clock.nextSerial()
    const accessToken = access.sign({ ...claims, session_id: id, is_anonymous: false, serial, iat: now, exp: expires })
    given.push(accessToken, text)
    return {
      access_token: accessToken,
      token_type: 'bearer',
      expires_in: clock.tokenLifetimeSeconds,
      expires_at: expires,
      refresh_token: text,
      user: userOf(person),
    }
  }
  const end: Sessions['end'] = (id, scope) => {
    const person = sessions.get(id)?.person.id
    for (const session of sessions.values()) {
      const isThis = session.id === id
      const ends = scope === 'local' ? isThis : session.person.id === person && (scope === 'global' || !isThis)
      if (ends) sessions.delete(session.id)
    }
  }
  return {
    open: (person) => {
      const session: Session = { id: randomUUID(), person, current: null }
      sessions.set(session.id, session)
      return renew(session, null)
    },
    refresh: (text) => {
      const token = tokens.get(text)
      if (!token || !sessions.has(token.session.id))
        throw new AuthFailure(400, 'refresh_token_not_found', 'Invalid Refresh Token: Refresh Token Not Found')
      const { session } = token
      if (token.usedAt === null) {
        token.usedAt = clock.now()
        return renew(session, token)
      }
      // A client whose answer was lost asks again with the token before the current one and is told the same once more.
      const isLastButOne = session.current?.parent === token
      if (session.current && (isLastButOne || clock.now() - token.usedAt < REUSE_SECONDS))
        return grant(session, session.current)
      sessions.delete(session.id)
      throw new AuthFailure(400, 'refresh_token_already_used', 'Invalid Refresh Token: Already Used')
    },
    given,
    end,
    isOpen: (id) => sessions.has(id),
    endAll: () => sessions.clear(),
  }
}
