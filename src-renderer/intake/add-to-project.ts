import { studioClient, useStudio } from '../state/studio-store.ts'
import { toastError } from '../ui/toast.tsx'
import { trackIntake } from './intake-store.ts'
import { tellAdded } from './tell-taken-in.ts'
import { type UploadHost, type UploadResult, uploadPhotos } from './upload-photos.ts'

/** Adds photos to a project, shown in the corner meanwhile. What went wrong is said; never rejects. */
export async function addToProject(
  projectId: string,
  files: readonly File[],
  issueHandles: UploadHost['issueHandles'],
): Promise<UploadResult & { readonly stopped: boolean }> {
  const controller = new AbortController()
  const projectName = useStudio.getState().studio?.projects.find(({ id }) => id === projectId)?.name ?? 'the project'
  const tracked = trackIntake({ projectName, total: files.length, cancel: () => controller.abort() })
  const host: UploadHost = {
    issueHandles,
    addPhotos: (handles) => studioClient().api.addPhotos({ projectId, handles: [...handles] }),
  }
  const options = { signal: controller.signal, onProgress: tracked.progress }
  const result = await uploadPhotos(files, host, options).finally(tracked.end)
  const { left, failure } = result
  if (failure !== null) {
    const again = {
      label: `Add the other ${left.length}`,
      run: async () => {
        const { added, stopped } = await addToProject(projectId, left, issueHandles)
        if (added > 0) tellAdded(projectId, added, stopped)
      },
    }
    toastError(failure, left.length > 0 ? again : undefined)
  }
  return { ...result, stopped: controller.signal.aborted }
}
