import { isAuthError, isAuthRetryableFetchError } from '@supabase/supabase-js'
import { StudioError, type StudioErrorCode } from '../../../src-shared/errors.ts'

/** What the auth service's codes mean to whoever signs in: code, message, what to do. */
const KNOWN: Readonly<Record<string, readonly [StudioErrorCode, string, string]>> = {
  otp_expired: [
    'not_signed_in',
    'The code is wrong or too old.',
    'Type the code of the last letter, or ask for a new one.',
  ],
  over_email_send_rate_limit: ['forbidden', 'Too many codes were asked for.', 'Wait a minute, then ask for one more.'],
  over_request_rate_limit: ['forbidden', 'Too many attempts to sign in.', 'Wait some minutes, then try again.'],
  otp_disabled: ['forbidden', 'This cloud takes no new accounts.', 'Ask who runs it for an account.'],
  signup_disabled: ['forbidden', 'This cloud takes no new accounts.', 'Ask who runs it for an account.'],
  user_banned: ['forbidden', 'This account is locked.', 'Ask who runs the cloud.'],
  email_address_invalid: ['bad_arguments', 'The cloud does not take this email address.', 'Look at its spelling.'],
  validation_failed: [
    'bad_arguments',
    'The cloud does not take this email address or code.',
    'Look at their spelling.',
  ],
  flow_state_not_found: ['not_signed_in', 'The browser brought an old answer.', 'Sign in again.'],
  flow_state_expired: ['not_signed_in', 'The browser took too long.', 'Sign in again.'],
  bad_code_verifier: ['not_signed_in', 'The browser brought the answer of another attempt.', 'Sign in again.'],
  refresh_token_not_found: ['not_signed_in', 'You have been signed out.', 'Sign in again.'],
  refresh_token_already_used: ['not_signed_in', 'You have been signed out.', 'Sign in again.'],
  session_not_found: ['not_signed_in', 'You have been signed out.', 'Sign in again.'],
  session_expired: ['not_signed_in', 'You have been signed out.', 'Sign in again.'],
}

/** What any failure to sign in, or to stay so, comes out as. No token is ever part of it. */
export function signInError(error: unknown): StudioError {
  if (error instanceof StudioError) return error
  const { message } = error as Error
  if (isAuthRetryableFetchError(error))
    return new StudioError(
      'connection_lost',
      `The cloud cannot be reached (${message}).`,
      'Look at the connection, then try again.',
    )
  const known = isAuthError(error) ? KNOWN[error.code ?? ''] : undefined
  if (known) return new StudioError(...known, { cause: error })
  if (isAuthError(error) && error.status === 401 && /api key/i.test(message))
    return new StudioError(
      'bad_arguments',
      'The cloud does not know the anon key.',
      'Copy it anew from the project\'s page "API keys".',
    )
  return new StudioError(
    'not_signed_in',
    `Signing in failed: ${message}`,
    'Try again, or sign in with a code by email.',
    { cause: error },
  )
}
