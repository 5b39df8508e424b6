import type { RunState } from '../../src-shared/studio-api/project.ts'
import { runStateWord } from '../state/run-progress.ts'
import classes from './state-chip.module.css'

const KINDS: Partial<Record<RunState, string>> = {
  running: 'active',
  pausing: 'active',
  completed: 'good',
  failed: 'bad',
  interrupted: 'warn',
  paused: 'warn',
}

export interface StateChipProps {
  readonly state: RunState
  /** In place of the state's own word, e.g. how far it is. */
  readonly words?: string
}

/** A run's state as a coloured word. */
export function StateChip({ state, words = runStateWord(state) }: StateChipProps) {
  return <span className={`${classes.chip} ${classes[KINDS[state] ?? ''] ?? ''}`}>{words}</span>
}
