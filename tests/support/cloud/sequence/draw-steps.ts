import { seededRandom } from '../../../../src-engine/math/random.ts'
import type { Fault, PlannedFault } from '../../supabase/http/faults.ts'
import type { Fate } from '../mortal.ts'

/** What a user does on a machine; `pick` and `to` (0..1) choose among what there is then. */
export interface Edit {
  readonly kind: (typeof EDITS)[number]
  readonly pick: number
  readonly to: number
}

/** What is done on one machine, or on both at once, and what goes wrong meanwhile. */
export interface Step {
  readonly machines: readonly (0 | 1)[]
  readonly edits: readonly Edit[]
  readonly act: (typeof ACTS)[number]
  /** Chooses the project that is trashed, restored, purged or taken from the disk. */
  readonly pick: number
  readonly faults: readonly PlannedFault[]
  readonly fate: Fate
  /** The process is a real one, and so is its death. */
  readonly isChild: boolean
  /** Bytes that the cloud still takes; null: any. */
  readonly cloudBytes: number | null
  /** Seconds that the cloud's clock is ahead; and this machine's, as the dates of its files tell. */
  readonly skew: number
  readonly skewHere: number
}

const EDITS = ['add', 'change', 'delete', 'rename', 'duplicate', 'swap', 'name', 'new-project'] as const
const ACTS = ['sync', 'sync', 'sync', 'sync', 'sync', 'sync', 'trash', 'restore', 'purge', 'forget'] as const

/** A file of this size goes in chunks. */
export const LARGE = 6 * 2 ** 20 + 1000
/** A sync of a few files has some 30 to 150 operations; the first of them are the most in common. */
const OPERATIONS = 120

export interface Drawing {
  readonly steps: number
  /** Chances, 0..1, that a step's process is killed, and that it is a real one then. */
  readonly killed: number
  readonly child: number
}

/** The same seed gives the same steps; they depend on nothing else, so that any of them may be left out. */
export function drawSteps(seed: number, { steps, killed, child }: Drawing): Step[] {
  const random = seededRandom(seed)
  const chance = (of: number) => random() < of
  const below = (end: number) => Math.floor(random() * end)
  const pick = <T>(of: readonly T[]): T => of[below(of.length)]
  const operationNumber = () => 1 + Math.floor(OPERATIONS * random() ** 2)
  const fault = (): Fault =>
    pick<Fault>([
      { kind: 'status', status: 500 },
      { kind: 'status', status: 503 },
      { kind: 'status', status: 429, retryAfterSeconds: 0 },
      { kind: 'status', status: 507 },
      { kind: 'status', status: 413 },
      { kind: 'silence' },
      { kind: 'cut-request', afterBytes: below(100) },
      { kind: 'cut-request', afterBytes: below(LARGE) },
      { kind: 'cut-answer', afterBytes: below(50) },
      { kind: 'expired-token' },
    ])
  return Array.from({ length: steps }, (): Step => {
    const dies = chance(killed)
    return {
      machines: chance(0.15) ? [0, 1] : [pick([0, 1] as const)],
      edits: Array.from({ length: below(4) }, () => ({ kind: pick(EDITS), pick: random(), to: random() })),
      act: pick(ACTS),
      pick: random(),
      faults: Array.from({ length: below(3) }, () => ({
        fault: fault(),
        on: pick([/rest|storage/, /storage/, /projects/]),
        nth: 1 + below(20),
        times: pick([1, 1, 1, 2, 6]),
      })),
      fate: {
        death: dies ? { at: operationNumber(), when: pick(['before', 'half', 'after'] as const) } : null,
        fullAt: chance(0.1) ? operationNumber() : null,
      },
      isChild: dies && chance(child),
      cloudBytes: chance(0.08) ? below(3000) : null,
      skew: pick([0, 0, -600, 600]),
      skewHere: pick([0, 0, -600, 600]),
    }
  })
}

/** One line a step, for whoever has to find out why it went wrong. */
export function describeStep({
  machines,
  edits,
  act,
  faults,
  fate,
  isChild,
  cloudBytes,
  skew,
  skewHere,
}: Step): string {
  const words = [`${act} on ${machines.map((at) => at + 1).join(' and ')}`]
  if (edits.length > 0) words.push(`after ${edits.map(({ kind }) => kind).join(', ')}`)
  for (const { fault, on, nth, times } of faults) words.push(`${JSON.stringify(fault)} on ${on} ${nth} x${times}`)
  if (fate.death) words.push(`${isChild ? 'real ' : ''}death ${fate.death.when} operation ${fate.death.at}`)
  if (fate.fullAt !== null) words.push(`disk full from operation ${fate.fullAt}`)
  if (cloudBytes !== null) words.push(`cloud full after ${cloudBytes} bytes`)
  if (skew || skewHere) words.push(`clocks off by ${skew} s there, ${skewHere} s here`)
  return words.join('; ')
}
