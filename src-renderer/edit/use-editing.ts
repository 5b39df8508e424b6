import { useEffect } from 'react'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { madeIn } from '../state/made-in.ts'
import { isInQueue } from '../state/run-progress.ts'
import { closeEditing, openEditing } from './edit-actions.ts'

/**
 * Names the splats of a project that can be edited, so that others are loaded anew; null where there are none, or where they
 * are still being made: trained, and of one photo refined after that.
 */
function editableSplats({ stages, summary, options }: ProjectState): string | null {
  const trained = madeIn(stages, 'training')
  if (trained === null) return null
  const refined = madeIn(stages, 'refine')
  const isToCome = refined === null && stages.some(({ stage }) => stage === 'refine')
  if (isToCome && isInQueue(summary.state)) return null
  return `${trained} ${refined} ${options.refine?.version}`
}

/** Keeps the splats of a project loaded while the component is there and they exist; once in the studio. */
export function useEditing(project: ProjectState): void {
  const splats = editableSplats(project)
  const { id } = project.summary
  useEffect(() => {
    if (splats === null) return
    void openEditing(id)
    return closeEditing
  }, [id, splats])
}
