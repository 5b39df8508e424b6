import type { ProjectFacts } from '../../src-shared/cloud/project-facts.ts'
import type { RunState } from '../../src-shared/studio-api/project.ts'
import type { RunRecord } from './run-record.ts'

const UNDER_WAY: ReadonlySet<RunState> = new Set(['queued', 'running', 'pausing', 'paused', 'cancelling'])

/** The state of a run whose host is gone: what was under way is `interrupted`, if anything had been begun. */
export function stateLeftBehind({ state, stages }: Pick<RunRecord, 'state' | 'stages'>): RunState {
  if (!UNDER_WAY.has(state)) return state
  return stages.some((stage) => stage.state !== 'waiting') ? 'interrupted' : 'idle'
}

/** What others are told of a run. */
export function runFacts({ state, stages, error }: RunRecord): ProjectFacts['run'] {
  const last = stages.filter((stage) => stage.state !== 'waiting').at(-1)
  return { state, stage: last?.stage ?? null, fraction: last?.fraction ?? 0, error: error?.message ?? null }
}
