import type { ProjectState } from '../../src-shared/studio-api/project.ts'

/** Tells one result of a stage from the next, by the time it took; null while there is none. */
export function madeIn(stages: ProjectState['stages'], wanted: ProjectState['stages'][number]['stage']): number | null {
  const found = stages.find(({ stage }) => stage === wanted)
  return found?.state === 'finished' || found?.state === 'reused' ? Math.round(1000 * (found.seconds ?? 0)) : null
}
