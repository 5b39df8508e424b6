import type { Stroke } from '../../src-shared/strokes.ts'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { startRun } from '../run/run-actions.ts'
import type { RunOptions } from '../run/run-draft.ts'
import { studioClient } from '../state/studio-store.ts'
import { toastError } from '../ui/toast.tsx'

/** Keeps the strokes, and runs the project again from its cut-out on. False where that cannot be; it has then been said. */
export async function acceptCorrections(
  project: ProjectState,
  photoId: string,
  strokes: readonly Stroke[],
  options: RunOptions,
): Promise<boolean> {
  try {
    await studioClient().api.setCorrections({ projectId: project.summary.id, photoId, strokes: [...strokes] })
  } catch (cause) {
    toastError(cause)
    return false
  }
  await startRun(project, options)
  return true
}
