/** What goes wrong with a request. */
export type Fault =
  /** Answered so, unread and undone; 507 stands for a full disk. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  /** Never answered; the connection stays open until the client gives up. */
  | { readonly kind: 'silence' }
  /** The connection breaks when so many bytes of the request's body have come; what came is handled as far as it goes. */
  | { readonly kind: 'cut-request'; readonly afterBytes: number }
  /** The request is done in full, but the connection breaks after so many bytes of the answer's body; 0: no answer at all. */
  | { readonly kind: 'cut-answer'; readonly afterBytes: number }
  /** The token counts as expired, in the words of the service that is asked. */
  | { readonly kind: 'expired-token' }

export interface PlannedFault {
  readonly fault: Fault
  /** Matched against `METHOD /path?query`; without it every request counts. */
  readonly on?: RegExp
  /** The first of the matching requests that it hits, from 1, counted from now. */
  readonly nth?: number
  /** How many matching requests in a row; `Infinity` until cleared. */
  readonly times?: number
}

export interface Faults {
  plan(...faults: readonly PlannedFault[]): void
  clear(): void
  /** Plans that have not hit as often as they should. */
  readonly pending: number
}

interface Plan {
  readonly fault: Fault
  readonly on: RegExp
  wait: number
  left: number
}

export interface FaultsOfServer extends Faults {
  /** What goes wrong with this request, the plan made first winning where several hit. */
  next(line: string): Fault | undefined
}

export function createFaults(): FaultsOfServer {
  let plans: Plan[] = []
  return {
    plan: (...faults) => {
      for (const { fault, on = /^/, nth = 1, times = 1 } of faults)
        plans.push({ fault, on, wait: nth - 1, left: times })
    },
    clear: () => {
      plans = []
    },
    get pending() {
      return plans.length
    },
    next: (line) => {
      const due = plans.filter(({ on }) => on.test(line)).filter((plan) => plan.wait-- <= 0)
      const hit = due.find(({ left }) => left > 0)
      if (hit) hit.left--
      plans = plans.filter(({ left }) => left > 0)
      return hit?.fault
    },
  }
}
