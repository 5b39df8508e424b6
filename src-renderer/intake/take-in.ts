import type { RefusedFile } from '../../src-shared/studio-api/project.ts'
import { studioClient, useStudio } from '../state/studio-store.ts'
import { toast, toastError } from '../ui/toast.tsx'
import { addToProject } from './add-to-project.ts'
import { askBelonging } from './belonging.ts'
import { ofOnePhoto, ofViews, oneEach, oneObject } from './new-projects.ts'
import { batchOfFiles, batchOfHandles, type PhotoBatch } from './photo-batch.ts'
import { PHOTO_FORMATS } from './photo-names.ts'
import type { PickedFiles } from './picked-files.ts'
import { tellAdded, tellLeftOut } from './tell-taken-in.ts'

/**
 * Takes photos into a project, or into new ones: one photo makes a model at once, of several it is asked what they are.
 * Says what came of it in toasts; never rejects.
 */
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
    const client = studioClient()
    if (projectId !== null) return await addAll(projectId, picked.files, client.issueHandles, leftOut)
    const batch = await batchOfFiles(client, picked.files, useStudio.getState().studio?.host ?? 'browser')
    await makeProjects(batch, picked.folder, [...batch.refused, ...leftOut])
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
    const batch = await batchOfHandles(studioClient(), handles)
    if (projectId === null) await makeProjects(batch, folder, [])
    else await addAll(projectId, batch.files, batch.issueHandles, [])
  } catch (error) {
    toastError(error)
  }
}

async function addAll(
  projectId: string,
  files: readonly File[],
  issueHandles: PhotoBatch['issueHandles'],
  leftOut: readonly RefusedFile[],
): Promise<void> {
  const { added, refused, failure, stopped } = await addToProject(projectId, files, issueHandles)
  if (failure === null && added > 0) tellAdded(projectId, added, stopped)
  tellLeftOut([...refused, ...leftOut])
}

async function makeProjects(batch: PhotoBatch, folder: string | null, leftOut: readonly RefusedFile[]): Promise<void> {
  tellLeftOut([...(await newProjects(batch, folder)), ...leftOut])
}

async function newProjects(batch: PhotoBatch, folder: string | null): Promise<readonly RefusedFile[]> {
  const { files, views } = batch
  if (files.length === 0) return []
  if (files.length === 1) return ofOnePhoto(batch)
  switch (await askBelonging({ count: files.length, views: views.length > 0 })) {
    case 'one-object':
      return oneObject(batch, folder)
    case 'views':
      return ofViews(batch, folder)
    case 'one-each':
      return oneEach(batch)
    case null:
      return []
  }
}
