import { StudioError } from '../../../src-shared/errors.ts'
import type { CloudSession } from './cloud-session.ts'
import type { CloudUser } from './session-store.ts'

/** A code can be mistyped; after so many the auth service would soon refuse to listen. */
const TRIES = 3

/**
 * Signs in where there is a terminal: asks for the address if none is given, sends a code there, and asks for it. Gives who
 * is signed in already, unasked. Throws what `sendCode` and `signInWithCode` do.
 */
export async function signInByDialogue(
  session: CloudSession,
  ask: (question: string) => Promise<string>,
  email?: string,
): Promise<CloudUser> {
  const known = await session.user()
  if (known) return known
  const address = (email ?? (await ask('Email address of your account: '))).trim()
  await session.sendCode(address)
  for (let left = TRIES; ; left--) {
    const code = await ask(`The code that was sent to ${address}: `)
    try {
      return await session.signInWithCode(address, code)
    } catch (error) {
      if (left === 1 || !(error instanceof StudioError) || error.code !== 'not_signed_in') throw error
    }
  }
}
