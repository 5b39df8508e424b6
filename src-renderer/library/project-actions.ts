import type { ProjectSummary } from '../../src-shared/studio-api/project.ts'
import { isSynced } from '../cloud/cloud-store.ts'
import { isInQueue } from '../state/run-progress.ts'
import { studioClient } from '../state/studio-store.ts'
import { confirm } from '../ui/confirm.tsx'
import { toast, toastError } from '../ui/toast.tsx'

/** Gives a project another name; an empty one, or the same, changes nothing. */
export function renameProject({ id, name }: ProjectSummary, wanted: string): void {
  const trimmed = wanted.trim()
  if (trimmed === '' || trimmed === name) return
  studioClient().api.renameProject({ projectId: id, name: trimmed }).catch(toastError)
}

/** Stops a project's run, or takes it from the queue. */
export function cancelRun(projectId: string): void {
  studioClient().api.cancelRun({ projectId }).catch(toastError)
}

/** What is in the cloud can be fetched again; what has never been there cannot. */
function lastWords(id: string): string {
  return isSynced(id) ? 'What is in the cloud stays there, and can be fetched again.' : 'This cannot be undone.'
}

/** Asks, then deletes the project with all it holds; true when it is gone. */
export async function deleteProject({ id, name, photos, state }: ProjectSummary): Promise<boolean> {
  if (isInQueue(state)) {
    toast({
      kind: 'warning',
      title: `${name} is still in the queue.`,
      hint: 'Cancel its run first; then it can be deleted.',
      action: { label: 'Cancel the run', run: () => cancelRun(id) },
    })
    return false
  }
  const yes = await confirm({
    title: `Delete ${name}?`,
    text: `Its ${photos} photos in the library, the model and every export are deleted. ${lastWords(id)} Photos elsewhere on your disk stay.`,
    yes: 'Delete project',
    danger: true,
  })
  if (!yes) return false
  try {
    await studioClient().api.deleteProject({ projectId: id })
    toast({ kind: 'good', title: `${name} is deleted.` })
    return true
  } catch (error) {
    toastError(error)
    return false
  }
}
