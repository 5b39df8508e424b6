import type { PictureKind } from '../../src-shared/picture-kind.ts'
import type { RefusedFile } from '../../src-shared/studio-api/project.ts'
import { goTo } from '../state/route.ts'
import { studioClient, useStudio } from '../state/studio-store.ts'
import { toast } from '../ui/toast.tsx'
import { addToProject } from './add-to-project.ts'
import { trackIntake } from './intake-store.ts'
import type { PhotoBatch } from './photo-batch.ts'
import { newProjectName, photoName } from './project-name.ts'
import { tellAdded } from './tell-taken-in.ts'

type LeftOut = readonly RefusedFile[]

/** One project of all the photos, which the person looks through and starts. */
export async function oneObject(batch: PhotoBatch, folder: string | null): Promise<LeftOut> {
  // What looks like views has been said to be photos.
  const id = await newProject(newProjectName(folder, new Date()), batch.views.length > 0 ? 'photos' : 'auto')
  goTo({ page: 'project', projectId: id })
  const { added, refused, failure, stopped } = await addToProject(id, batch.files, batch.issueHandles)
  if (failure === null && added > 0) tellAdded(id, added, stopped)
  return refused
}

/** One project of the sixteen views alone, which is begun at once: there is nothing to choose or to add. */
export async function ofViews({ views, issueHandles }: PhotoBatch, folder: string | null): Promise<LeftOut> {
  const id = await newProject(newProjectName(folder, new Date()), 'views')
  goTo({ page: 'project', projectId: id })
  const { added, refused } = await addToProject(id, views, issueHandles)
  if (added === views.length) await start(id, 'views')
  return refused
}

/** One project of the one photo, which is begun at once. */
export async function ofOnePhoto({ files: [file], issueHandles }: PhotoBatch): Promise<LeftOut> {
  const id = await newProject(photoName(file.name))
  goTo({ page: 'project', projectId: id })
  const { added, refused } = await addToProject(id, [file], issueHandles)
  if (added === 0) return refused
  await start(id)
  toast({
    kind: 'good',
    title: `A model of ${file.name} alone is being made.`,
    hint: 'Sides it does not show are guessed. To have them measured, cancel and add 20 to 60 photos from all sides.',
  })
  return refused
}

/** A project of each photo, all queued; the library shows them come. Stopping keeps those there are. */
export async function oneEach({ files, issueHandles }: PhotoBatch): Promise<LeftOut> {
  const controller = new AbortController()
  const refused: RefusedFile[] = []
  goTo({ page: 'library' })
  const total = files.length
  const projectName = `${total} projects`
  const tracked = trackIntake({ projectName, total, cancel: () => controller.abort() })
  let queued = 0
  try {
    for (const [done, file] of files.entries()) {
      if (controller.signal.aborted) break
      const [handle] = await issueHandles([file], controller.signal)
      const id = await newProject(photoName(file.name))
      const answer = await studioClient().api.addPhotos({ projectId: id, handles: [handle] })
      refused.push(...answer.refused)
      if (answer.photos.length === 0) await studioClient().api.deleteProject({ projectId: id })
      else {
        await start(id)
        queued++
      }
      tracked.progress({ done: done + 1, total })
    }
  } finally {
    tracked.end()
  }
  const hint = 'They are made one after the other: the queue shows how far they are.'
  if (queued > 0) toast({ kind: 'good', title: `${queued} ${queued === 1 ? 'model is' : 'models are'} queued.`, hint })
  return refused
}

async function newProject(name: string, pictures: PictureKind = 'auto'): Promise<string> {
  return (await studioClient().api.createProject({ name, pictures })).id
}

async function start(projectId: string, pictures: PictureKind = 'auto'): Promise<void> {
  const preset = useStudio.getState().studio?.settings.preset
  await studioClient().api.startRun({ projectId, options: { preset, pictures } })
}
