import { claimsOfToken } from '../../../src-shared/cloud/cloud-project.ts'
import { StudioError } from '../../../src-shared/errors.ts'
import { memorySecrets, type Secrets } from './secrets.ts'
import { sessionName } from './session-store.ts'

/** A user's access token, for machines where nobody can sign in. */
const TOKEN_VARIABLE = 'GLIMPSE3D_CLOUD_TOKEN'

const HINT = `Put a new access token of your account into ${TOKEN_VARIABLE}, or sign in with a code by email.`

/** The same, said to whoever runs a command with a token that was good when it began; null where there is none. */
export function ranOutMeanwhile(
  cause: StudioError,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): StudioError | null {
  if (cause.code !== 'not_signed_in' || !environment[TOKEN_VARIABLE]?.trim()) return null
  const hint = `${HINT} Then run the same again: it goes on where it stopped.`
  return new StudioError('not_signed_in', `The token in ${TOKEN_VARIABLE} is not good any more.`, hint, { cause })
}

/**
 * Secrets that hold the session of the token in the environment, in memory; null where there is none. Such a session ends
 * with its token: no refresh token is taken from the environment, because each one works once and its successor could be
 * kept nowhere. Throws `not_signed_in` where the token has run out, `forbidden` where it is no user's.
 */
export async function secretsFromEnvironment(
  url: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Secrets | null> {
  const token = environment[TOKEN_VARIABLE]?.trim()
  if (!token) return null
  const { role, sub, email, exp } = claimsOfToken(token) ?? {}
  if (role === 'service_role' || token.startsWith('sb_secret_'))
    throw new StudioError(
      'forbidden',
      `${TOKEN_VARIABLE} holds the service_role (secret) key, which opens every account.`,
      HINT,
    )
  if (role !== 'authenticated' || typeof sub !== 'string' || typeof exp !== 'number')
    throw new StudioError('forbidden', `${TOKEN_VARIABLE} holds no access token of a user.`, HINT)
  if (exp * 1000 <= Date.now())
    throw new StudioError('not_signed_in', `The token in ${TOKEN_VARIABLE} has run out.`, HINT)
  const secrets = memorySecrets()
  const user = { id: sub, email: typeof email === 'string' ? email : '' }
  const session = { access_token: token, refresh_token: 'none', token_type: 'bearer', expires_at: exp, user }
  await secrets.set(sessionName(url), JSON.stringify(session))
  return secrets
}
