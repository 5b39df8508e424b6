import { formatFileAddress } from '../../src-shared/studio-api/file-address.ts'
import type { PhotoEntry } from '../../src-shared/studio-api/project.ts'
import { studioClient, useStudio } from '../state/studio-store.ts'
import { confirm } from '../ui/confirm.tsx'
import { toast, toastError } from '../ui/toast.tsx'

/** Switches photos on or off, one after the other; the next run goes by it. */
export async function setPhotosUsed(projectId: string, photos: readonly PhotoEntry[], used: boolean): Promise<void> {
  try {
    for (const { id } of photos.filter((photo) => photo.used !== used)) {
      await studioClient().api.setPhotoUsed({ projectId, photoId: id, used })
    }
  } catch (cause) {
    toastError(cause)
  }
}

/**
 * Removes photos from the project. In a browser the files are kept in memory for an undo; the desktop app takes files
 * only by their paths, so there it asks first.
 */
export async function removePhotos(projectId: string, photos: readonly PhotoEntry[]): Promise<void> {
  if (photos.length === 0) return
  const what = photos.length === 1 ? photos[0].file : `${photos.length} photos`
  const canUndo = useStudio.getState().studio?.host === 'browser'
  const goOn =
    canUndo ||
    (await confirm({
      title: `Remove ${what}?`,
      text: 'The project’s copy is deleted; the original you added stays where it is. To leave a photo out of a run, switch it off instead.',
      yes: 'Remove',
      danger: true,
    }))
  if (!goOn) return
  try {
    const files = canUndo ? await Promise.all(photos.map((photo) => keepFile(projectId, photo))) : []
    for (const { id } of photos) await studioClient().api.removePhoto({ projectId, photoId: id })
    toast({
      kind: 'info',
      title: `${what} removed`,
      ...(canUndo && { action: { label: 'Undo', run: () => void putBack(projectId, files).catch(toastError) } }),
    })
  } catch (cause) {
    toastError(cause)
  }
}

async function keepFile(projectId: string, { id, file }: PhotoEntry): Promise<File> {
  const response = await fetch(formatFileAddress({ kind: 'photo', projectId, photoId: id }))
  return new File([await response.blob()], file)
}

async function putBack(projectId: string, files: readonly File[]): Promise<void> {
  const handles = await studioClient().issueHandles(files)
  await studioClient().api.addPhotos({ projectId, handles })
}
