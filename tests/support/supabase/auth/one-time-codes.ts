import { randomInt } from 'node:crypto'
import type { Clock } from '../http/clock.ts'
import { AuthFailure } from './auth-error.ts'

const LIFETIME_SECONDS = 3600

/** The letters that the auth service would have sent, by address. */
export interface Mailbox {
  /** The code in the last letter to the address. Throws where there is none. */
  code(email: string): string
  readonly letters: readonly { readonly to: string; readonly code: string }[]
  /** Seconds that have to pass between two letters to an address. */
  intervalSeconds: number
}

export interface OneTimeCodes {
  readonly mailbox: Mailbox
  send(email: string): void
  /** Throws where the code is not the last one sent, has been used, or is too old. */
  use(email: string, code: string): void
}

export function createOneTimeCodes(clock: Clock): OneTimeCodes {
  const letters: { to: string; code: string; at: number; used: boolean }[] = []
  const lastTo = (email: string) => letters.findLast(({ to }) => to === email.trim().toLowerCase())
  const mailbox: Mailbox = {
    letters,
    intervalSeconds: 0,
    code: (email) => {
      const letter = lastTo(email)
      if (!letter) throw new Error(`No letter was sent to ${email}`)
      return letter.code
    },
  }
  return {
    mailbox,
    send: (email) => {
      const wait = (lastTo(email)?.at ?? Number.NEGATIVE_INFINITY) + mailbox.intervalSeconds - clock.now()
      if (wait > 0)
        throw new AuthFailure(
          429,
          'over_email_send_rate_limit',
          `For security purposes, you can only request this after ${wait} seconds.`,
        )
      letters.push({
        to: email.trim().toLowerCase(),
        code: `${randomInt(100_000, 1_000_000)}`,
        at: clock.now(),
        used: false,
      })
    },
    use: (email, code) => {
      const letter = lastTo(email)
      if (!letter || letter.used || letter.code !== code || clock.now() - letter.at > LIFETIME_SECONDS)
        throw new AuthFailure(403, 'otp_expired', 'Token has expired or is invalid')
      letter.used = true
    },
  }
}
