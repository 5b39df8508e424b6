import { type Refinement, refinementSchema } from '../../src-shared/refinement.ts'
import { formatFileAddress } from '../../src-shared/studio-api/file-address.ts'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { madeIn } from '../state/made-in.ts'
import { useProjectJson } from '../state/use-project-json.ts'

/** Tells one record of a project's refinement from the next; null while there is none. */
export function refinementKey({ refinement, stages }: ProjectState): string | null {
  const made = madeIn(stages, 'refine')
  return refinement || made !== null ? `${refinement?.revision ?? 0}-${made ?? 0}` : null
}

/** The record of a project's refinement, as far as it has come; null while there is none. */
export function useRefinement(project: ProjectState): Refinement | null {
  const key = refinementKey(project)
  const address = formatFileAddress({ kind: 'refinement', projectId: project.summary.id })
  return useProjectJson(refinementSchema, key === null ? null : `${address}?revision=${key}`)
}

/** Number of the version that the model is made of. */
export function versionInUse({ options }: ProjectState, { best, iterations }: Refinement): number {
  const wanted = options.refine?.version
  return wanted !== undefined && iterations[wanted] ? wanted : best
}
