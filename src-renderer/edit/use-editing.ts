import { useEffect } from 'react'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { closeEditing, openEditing } from './edit-actions.ts'

/** Whether a project's splats are trained, so that they can be edited: not before, nor while they are made anew. */
function hasTrainedSplats({ stages }: ProjectState): boolean {
  const state = stages.find(({ stage }) => stage === 'training')?.state
  return state === 'finished' || state === 'reused'
}

/** Keeps the splats of a project loaded while the component is there and they exist; once in the studio. */
export function useEditing(project: ProjectState): void {
  const trained = hasTrainedSplats(project)
  const { id } = project.summary
  useEffect(() => {
    if (!trained) return
    void openEditing(id)
    return closeEditing
  }, [id, trained])
}
