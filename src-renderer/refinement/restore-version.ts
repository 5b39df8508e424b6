import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { studioClient } from '../state/studio-store.ts'
import { toast, toastError } from '../ui/toast.tsx'
import { showVersion } from './version-store.ts'

/**
 * Makes the model of another version of the refinement: the run keeps all that it has made, and writes the model anew.
 * Edits stay, since all versions are of the same splats. Never rejects.
 */
export async function restoreVersion({ summary, options }: ProjectState, version: number): Promise<void> {
  try {
    const refine = { ...options.refine, version }
    await studioClient().api.startRun({ projectId: summary.id, options: { ...options, refine } })
    showVersion(null)
    toast({ kind: 'good', title: `The model is made of version ${version}.`, hint: 'It is ready in a few seconds.' })
  } catch (cause) {
    toastError(cause)
  }
}
