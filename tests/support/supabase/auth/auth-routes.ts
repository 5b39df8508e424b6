import type { PGlite } from '@electric-sql/pglite'
import { z } from 'zod'
import { type Access, TokenError } from '../http/access.ts'
import type { Clock } from '../http/clock.ts'
import type { Incoming } from '../http/serve-web.ts'
import { AuthFailure, answerToFailure } from './auth-error.ts'
import { createOAuth } from './oauth.ts'
import { createOneTimeCodes } from './one-time-codes.ts'
import { createPeople, type Person, userOf } from './people.ts'
import { createSessions } from './sessions.ts'

const otpSchema = z.object({ email: z.email(), create_user: z.boolean().default(true) })
const verifySchema = z.object({ type: z.literal('email'), email: z.email(), token: z.string() })
const refreshSchema = z.object({ refresh_token: z.string() })
const pkceSchema = z.object({ auth_code: z.string(), code_verifier: z.string() })
const scopeSchema = z.enum(['local', 'others', 'global']).catch('global')

/** The auth service's part: codes by email, OAuth with PKCE, refreshing, signing out. */
export function authRoutes(database: PGlite, access: Access, clock: Clock) {
  const [people, sessions, codes, oauth] = [
    createPeople(database),
    createSessions(access, clock),
    createOneTimeCodes(clock),
    createOAuth(),
  ]
  const open = async (email: string) => Response.json(sessions.open((await people.byEmail(email, true)) as Person))

  const routes: Readonly<Record<string, (incoming: Incoming) => Promise<Response>>> = {
    'POST otp': async ({ request }) => {
      const { email, create_user } = await bodyOf(request, otpSchema)
      if (!(await people.byEmail(email, create_user)))
        throw new AuthFailure(422, 'otp_disabled', 'Signups not allowed for otp')
      codes.send(email)
      return Response.json({})
    },
    'POST verify': async ({ request }) => {
      const { email, token } = await bodyOf(request, verifySchema)
      codes.use(email, token)
      return open(email)
    },
    // The links of letters, of which this stand-in sends none: all are refused.
    'GET verify': async ({ url }) => {
      const target = oauth.targetOf(url.searchParams.get('redirect_to') ?? '')
      target.hash = new URLSearchParams({ error: 'access_denied', error_code: 'otp_expired' }).toString()
      return new Response(null, { status: 303, headers: { location: target.href } })
    },
    'POST token': async ({ request, url }) => {
      const grant = url.searchParams.get('grant_type')
      if (grant === 'refresh_token')
        return Response.json(sessions.refresh((await bodyOf(request, refreshSchema)).refresh_token))
      if (grant !== 'pkce') throw new AuthFailure(400, 'validation_failed', 'unsupported_grant_type')
      const { auth_code, code_verifier } = await bodyOf(request, pkceSchema)
      return open(oauth.finish(auth_code, code_verifier))
    },
    'GET authorize': async ({ url }) => oauth.authorize(url.searchParams),
    'GET user': async (incoming) => Response.json(userOf(await signedIn(incoming))),
    'POST logout': async (incoming) => {
      await signedIn(incoming)
      const scope = scopeSchema.parse(incoming.url.searchParams.get('scope'))
      sessions.end(access.claimsOf(incoming.request, 0).session_id ?? '', scope)
      return new Response(null, { status: 204 })
    },
    'GET health': async () =>
      Response.json({
        version: 'stand-in',
        name: 'GoTrue',
        description: 'GoTrue is a user registration and authentication API',
      }),
    'GET settings': async () => {
      const external = Object.fromEntries(oauth.provider.enabled.map((name) => [name, true]))
      return Response.json({
        external: { email: oauth.provider.codes, ...external },
        disable_signup: false,
        mailer_autoconfirm: false,
      })
    },
  }

  const signedIn = async ({ request, fault }: Incoming): Promise<Person> => {
    if (fault?.kind === 'expired-token') throw new TokenError('expired')
    const { sub, session_id } = access.claimsOf(request, 0)
    const person = sub ? await people.byId(sub) : null
    if (!person) throw new AuthFailure(403, 'bad_jwt', 'invalid claim: missing sub claim')
    if (!sessions.isOpen(session_id ?? ''))
      throw new AuthFailure(403, 'session_not_found', 'Session from session_id claim in JWT does not exist')
    return person
  }

  const handle = async (incoming: Incoming): Promise<Response> => {
    const route = routes[`${incoming.request.method} ${incoming.url.pathname.replace('/auth/v1/', '')}`]
    if (!route) return Response.json({ message: '404 page not found' }, { status: 404 })
    return route(incoming).catch((error: Error) => answerToFailure(failureOf(error)))
  }
  return { handle, sessions, mailbox: codes.mailbox, provider: oauth.provider }
}

async function bodyOf<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(JSON.parse((await request.text()) || '{}'))
  if (parsed.success) return parsed.data
  throw new AuthFailure(400, 'validation_failed', z.prettifyError(parsed.error))
}

function failureOf(error: Error): AuthFailure {
  if (error instanceof AuthFailure) return error
  if (!(error instanceof TokenError)) return new AuthFailure(500, 'unexpected_failure', error.message)
  if (error.reason === 'missing')
    return new AuthFailure(401, 'no_authorization', 'This endpoint requires a valid Bearer token')
  const why = error.reason === 'expired' ? 'token has invalid claims: token is expired' : error.message
  return new AuthFailure(403, 'bad_jwt', `invalid JWT: unable to parse or verify signature, ${why}`)
}
