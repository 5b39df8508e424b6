import { create } from 'zustand'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { useStudio } from '../state/studio-store.ts'

export type RunOptions = ProjectState['options']

const UNCHANGED: Partial<RunOptions> = {}
const useDrafts = create<{ readonly drafts: ReadonlyMap<string, Partial<RunOptions>> }>(() => ({ drafts: new Map() }))

/** The options the next run of the project is started with: those of its last, as changed here since. */
export function useRunDraft(project: ProjectState): [RunOptions, (changed: Partial<RunOptions>) => void] {
  const { id, state } = project.summary
  const draft = useDrafts(({ drafts }) => drafts.get(id) ?? UNCHANGED)
  const preset = useStudio(({ studio }) => studio?.settings.preset ?? 'balanced')
  const neverRun = state === 'idle' && project.stages.every((stage) => stage.state === 'waiting')
  // A version that was restored is one of that run: another ends with the best of its own.
  const refine = project.options.refine && { ...project.options.refine, version: undefined }
  const options = { ...project.options, refine, ...(neverRun && { preset }), ...draft }
  const change = (changed: Partial<RunOptions>) =>
    useDrafts.setState(({ drafts }) => ({ drafts: new Map(drafts).set(id, { ...drafts.get(id), ...changed }) }))
  return [options, change]
}
