import type { ProjectSummary } from '../../src-shared/studio-api/project.ts'
import { isComputing } from '../state/run-progress.ts'

/** Projects whose runs have come to an end of their own, well or not, between two states of the library. */
export function runEndings(
  before: readonly ProjectSummary[],
  after: readonly ProjectSummary[],
): readonly ProjectSummary[] {
  if (before === after) return []
  const computing = new Set(before.filter(({ state }) => isComputing(state)).map(({ id }) => id))
  return after.filter(({ id, state }) => computing.has(id) && (state === 'completed' || state === 'failed'))
}
