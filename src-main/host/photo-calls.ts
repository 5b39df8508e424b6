import { constants } from 'node:fs'
import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { fileError } from '../../src-engine/files/file-error.ts'
import { StudioError } from '../../src-shared/errors.ts'
import type { PhotoEntry, RefusedFile } from '../../src-shared/studio-api/project.ts'
import type { StudioHandlers } from '../../src-shared/studio-api/studio-calls.ts'
import { emitSummary, type HostContext } from './host-context.ts'
import type { IssuedFile } from './photo-handles.ts'
import { emitRunInputs } from './run-input-calls.ts'
import { isUnderWay } from './run-record.ts'
import { photoEntries, projectPaths, type StoredProject } from './stored-project.ts'

type PhotoHandlers = Pick<StudioHandlers, 'addPhotos' | 'inspectHandles' | 'setPhotoUsed' | 'removePhoto'>

/** The calls that change which photos a project has. Each photo shows as soon as it has been looked at. */
export function photoCalls(context: HostContext): PhotoHandlers {
  const { library, handles } = context
  const changed = async (project: StoredProject): Promise<PhotoEntry[]> => {
    await project.saveRecord()
    const photos = photoEntries(project)
    context.emit({ type: 'photos', projectId: project.id, photos })
    if (project.record.inputs.cameras) emitRunInputs(context, project)
    emitSummary(context, project)
    return photos
  }
  const indexOf = (project: StoredProject, photoId: string): number => {
    const index = project.record.photos.findIndex(({ id }) => id === photoId)
    if (index >= 0) return index
    throw new StudioError(
      'path_not_found',
      'The project has no such photo.',
      'It may have been removed: reload the studio.',
    )
  }
  return {
    addPhotos: async ({ projectId, handles: wanted }) => {
      const project = library.get(projectId)
      const files = wanted.map(handles.take)
      const refused: RefusedFile[] = []
      for (const file of files) {
        const problem = await addPhoto(context, project, file).finally(
          () => file.temporary && rm(file.path, { force: true }),
        )
        // It may have been deleted while the photo was looked at.
        library.get(projectId)
        if (problem) refused.push({ file: file.name, ...problem })
        else await changed(project)
      }
      return { photos: photoEntries(project), refused }
    },
    inspectHandles: async ({ handles: wanted }) => {
      const files = wanted.map(handles.look)
      const { views } = await context.engine.calls.inspectPictures({
        files: files.map(({ path, name }) => ({ path, name })),
      })
      return { names: files.map(({ name }) => name), views }
    },
    setPhotoUsed: ({ projectId, photoId, used }) => {
      const project = library.get(projectId)
      const index = indexOf(project, photoId)
      project.record.photos[index] = { ...project.record.photos[index], used }
      return changed(project)
    },
    removePhoto: async ({ projectId, photoId }) => {
      const project = library.get(projectId)
      if (isUnderWay(project.run)) {
        throw new StudioError(
          'project_busy',
          'The run still needs the photo.',
          'Cancel the run first, or switch the photo off.',
        )
      }
      const [photo] = project.record.photos.splice(indexOf(project, photoId), 1)
      const photos = await changed(project)
      const paths = projectPaths(project.folder)
      await rm(join(paths.photos, photo.file), { force: true })
      await rm(join(paths.thumbnails, `${photo.id}.jpg`), { force: true })
      return photos
    },
  }
}

/** Looks at a file and takes it into the project; says why not where it cannot be used. */
async function addPhoto(
  { engine, library }: HostContext,
  project: StoredProject,
  { path, name, temporary }: IssuedFile,
): Promise<{ reason: string; hint: string } | null> {
  const paths = projectPaths(project.folder)
  const thumbnail = join(paths.thumbnails, `${basename(path)}.new.jpg`)
  const inspected = await engine.calls.inspectPhoto({ path, thumbnail }).catch((error: StudioError) => {
    if (error.code !== 'engine_crashed' && error.code !== 'out_of_memory') throw error
    return { usable: false as const, reason: 'made the engine stop', hint: 'Save it anew as JPEG, or leave it out.' }
  })
  library.get(project.id)
  if (!inspected.usable) return { reason: inspected.reason, hint: inspected.hint }
  const { photo, quality } = inspected
  const id = photo.sha256.slice(0, 16)
  const { photos } = project.record
  const copy = photos.find((known) => known.id === id)
  if (copy) {
    await rm(thumbnail, { force: true })
    return { reason: `is a copy of ${copy.file}`, hint: 'Nothing to do.' }
  }
  const file = uniqueName(name, new Set(photos.map((known) => known.file.toLowerCase())))
  const target = join(paths.photos, file)
  // Listed before the first await: two additions at once must not choose one name, or one photo twice.
  const { width, height, bytes } = photo
  photos.push({ id, file, width, height, bytes, used: true, psnr: null, quality })
  try {
    await mkdir(paths.photos, { recursive: true })
    await rename(thumbnail, join(paths.thumbnails, `${id}.jpg`))
    if (temporary) await rename(path, target)
    else await copyFile(path, target, constants.COPYFILE_FICLONE)
  } catch (cause) {
    photos.splice(
      photos.findIndex((known) => known.id === id),
      1,
    )
    throw fileError(cause, target, bytes)
  }
  return null
}

/** A plain file name on every system, not yet taken. */
function uniqueName(name: string, taken: ReadonlySet<string>): string {
  const plain = basename(name.replaceAll('\\', '/'))
    .replace(/[^\p{L}\p{N} ._()+-]/gu, '_')
    .replace(/^[. ]+/, '_')
    .slice(-120)
  const extension = extname(plain)
  const base = plain.slice(0, plain.length - extension.length) || 'photo'
  let unique = `${base}${extension}`
  for (let n = 2; taken.has(unique.toLowerCase()); n++) unique = `${base}-${n}${extension}`
  return unique
}
