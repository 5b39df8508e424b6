import type { RefusedFile } from '../../src-shared/studio-api/project.ts'
import { goTo } from '../state/route.ts'
import { studioClient, useStudio } from '../state/studio-store.ts'
import { type Toast, toast, toastError } from '../ui/toast.tsx'
import { showLeftOut, trackIntake } from './intake-store.ts'
import { PHOTO_FORMATS } from './photo-names.ts'
import type { PickedFiles } from './picked-files.ts'
import { newProjectName } from './project-name.ts'
import { type UploadHost, uploadPhotos } from './upload-photos.ts'

/** Fewer than this seldom make a whole model: the README's advice. */
const FEW_PHOTOS = 12

/** Takes photos into a project, or into a new one, which it goes to. Says what came of it in toasts; never rejects. */
export async function takeIn(picked: PickedFiles, projectId: string | null): Promise<void> {
  const leftOut = picked.leftOut.map((file) => ({
    file,
    reason: 'is not a photo',
    hint: `Photos are ${PHOTO_FORMATS}.`,
  }))
  if (picked.files.length === 0) {
    const title = leftOut.length > 0 ? 'There is no photo among these files.' : 'There is nothing in it.'
    return toast({ kind: 'warning', title, hint: `Choose photos, or a folder of them: ${PHOTO_FORMATS}.` })
  }
  try {
    const id = projectId ?? (await createProject(newProjectName(picked.folder, new Date())))
    await upload(id, picked.files, leftOut)
  } catch (error) {
    toastError(error)
  }
}

/** Likewise for photos the desktop app has chosen in its own dialog. */
export async function takeInHandles(
  handles: readonly string[],
  folder: string | null,
  projectId: string | null,
): Promise<void> {
  try {
    const id = projectId ?? (await createProject(newProjectName(folder, new Date())))
    // Whatever stands for them: the handles have been issued already.
    await upload(id, [new File([], folder ?? 'photos')], [], async () => handles)
  } catch (error) {
    toastError(error)
  }
}

async function createProject(name: string): Promise<string> {
  const { id } = await studioClient().api.createProject({ name })
  goTo({ page: 'project', projectId: id })
  return id
}

async function upload(
  projectId: string,
  files: readonly File[],
  leftOut: readonly RefusedFile[],
  issueHandles: UploadHost['issueHandles'] = studioClient().issueHandles,
): Promise<void> {
  const controller = new AbortController()
  const projectName = useStudio.getState().studio?.projects.find(({ id }) => id === projectId)?.name ?? 'the project'
  const tracked = trackIntake({ projectId, projectName, total: files.length, cancel: () => controller.abort() })
  const host: UploadHost = {
    issueHandles,
    addPhotos: (handles) => studioClient().api.addPhotos({ projectId, handles: [...handles] }),
  }
  const options = { signal: controller.signal, onProgress: tracked.progress }
  const result = await uploadPhotos(files, host, options).finally(tracked.end)
  const { added, left, failure } = result
  if (failure !== null) {
    const again = { label: `Add the other ${left.length}`, run: () => void upload(projectId, left, []) }
    toastError(failure, left.length > 0 ? again : undefined)
  } else if (added > 0) tellAdded(projectId, added, controller.signal.aborted)
  tellLeftOut([...result.refused, ...leftOut])
}

function tellAdded(projectId: string, added: number, stopped: boolean): void {
  const total = useStudio.getState().studio?.projects.find(({ id }) => id === projectId)?.photos ?? added
  const hint =
    total === 1
      ? 'Press Start to make a model of it alone, its other sides guessed; or add 20 to 60 photos from all sides.'
      : total < FEW_PHOTOS
        ? 'Good models are made of 20 to 60 photos from all sides: add more, or start and see.'
        : 'Look through them for warnings, then press Start.'
  toast({ kind: 'good', title: `${photos(added)} added${stopped ? ', the rest left out' : ''}.`, hint })
}

function tellLeftOut(files: readonly RefusedFile[]): void {
  if (files.length === 0) return
  const [{ file, reason, hint }] = files
  const one: Toast = { kind: 'warning', title: `${file}: ${reason}`, hint }
  const several: Toast = {
    kind: 'warning',
    title: `${files.length} files were left out.`,
    hint: 'They are no photos, copies of others, or cannot be used.',
    action: { label: 'Show which', run: () => showLeftOut(files) },
  }
  toast(files.length === 1 ? one : several)
}

function photos(count: number): string {
  return count === 1 ? '1 photo' : `${count} photos`
}
