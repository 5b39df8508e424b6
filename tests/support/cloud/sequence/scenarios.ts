import type { Death } from '../mortal.ts'
import type { Edit, Step } from './draw-steps.ts'

const edit = (kind: Edit['kind'], pick: number, to: number): Edit => ({ kind, pick, to })
const step = (at: 0 | 1, edits: readonly Edit[] = [], act: Step['act'] = 'sync', death: Death | null = null): Step => ({
  machines: [at],
  edits,
  act,
  pick: 0,
  faults: [],
  fate: { death, fullAt: null },
  isChild: false,
  cloudBytes: null,
  skew: 0,
  skewHere: 0,
})

/** Files added, one of them twice, one changed and one removed. */
const MUCH = [edit('add', 0.2, 0.1), edit('duplicate', 0.3, 0.4), edit('add', 0.4, 0.6), edit('change', 0, 0)]
const OTHER = [edit('add', 0.5, 0.3), edit('delete', 0, 0), edit('name', 0, 0.7)]
const BOTH_HAVE = [step(0), step(1)]

/** What two machines do, in which one of them is killed at an operation. */
export const SCENARIOS: Readonly<Record<string, (death: Death) => readonly Step[]>> = {
  'sent for the first time': (death) => [step(0, MUCH, 'sync', death)],
  'fetched for the first time': (death) => [step(0, MUCH), step(1, [], 'sync', death)],
  'sent anew': (death) => [...BOTH_HAVE, step(0, MUCH, 'sync', death)],
  'put in place': (death) => [...BOTH_HAVE, step(0, MUCH), step(1, [], 'sync', death)],
  'changed on both': (death) => [...BOTH_HAVE, step(0, MUCH), step(1, OTHER, 'sync', death)],
  'to the trash': (death) => [...BOTH_HAVE, step(0, [], 'trash'), step(1, [], 'sync', death), step(0, [], 'restore')],
  'emptying the trash': (death) => [...BOTH_HAVE, step(0, [], 'trash'), step(0, [], 'purge', death), step(0, OTHER)],
}
