import type { Claims } from './tokens.ts'

/** The server's clock, which a test may set wrong, and the lifetime of its tokens. */
export interface Clock {
  /** Seconds that the server is ahead of this machine. */
  skewSeconds: number
  /** How long an access token is good for. */
  tokenLifetimeSeconds: number
  /** Seconds since 1970 by the server's clock. */
  now(): number
  /** Every access token given out so far counts as expired from here on. */
  expireTokens(): void
  /** The number that the next token carries. */
  nextSerial(): number
  hasExpired(claims: Claims): boolean
}

export function createClock(): Clock {
  let serial = 0
  let expiredThrough = 0
  return {
    skewSeconds: 0,
    tokenLifetimeSeconds: 3600,
    now() {
      return Math.floor(Date.now() / 1000) + this.skewSeconds
    },
    expireTokens: () => {
      expiredThrough = serial
    },
    nextSerial: () => ++serial,
    hasExpired: ({ serial: number }) => typeof number === 'number' && number <= expiredThrough,
  }
}
