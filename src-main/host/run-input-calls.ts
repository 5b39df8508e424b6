import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { fileError } from '../../src-engine/files/file-error.ts'
import { StudioError } from '../../src-shared/errors.ts'
import type { RunInputs } from '../../src-shared/studio-api/run-inputs.ts'
import type { StudioHandlers } from '../../src-shared/studio-api/studio-calls.ts'
import type { HostContext } from './host-context.ts'
import type { IssuedFile } from './photo-handles.ts'
import { knownCamerasFolder, runInputs } from './run-inputs.ts'
import { isUnderWay } from './run-record.ts'
import type { StoredProject } from './stored-project.ts'

type RunInputHandlers = Pick<StudioHandlers, 'setKnownCameras' | 'setStartSplats' | 'removeRunInput'>

const COLMAP_PARTS = ['cameras', 'images', 'points3D']
const SPLAT_EXTENSIONS = ['.ply', '.spz', '.splat', '.ksplat', '.sog']

/** The calls that say what a project's runs begin with, beside the photos. The engine reads every file before it counts. */
export function runInputCalls(context: HostContext): RunInputHandlers {
  const { library, engine, handles } = context
  const idle = (projectId: string): StoredProject => {
    const project = library.get(projectId)
    if (!isUnderWay(project.run)) return project
    throw new StudioError('project_busy', `${project.record.name} is running.`, 'Cancel the run, or wait for its end.')
  }
  const changed = async (project: StoredProject): Promise<RunInputs> => {
    await project.saveRecord()
    return emitRunInputs(context, project)
  }
  return {
    setKnownCameras: async ({ projectId, handles: wanted, name }) => {
      const files = wanted.map(handles.take)
      return takingIn(files, async () => {
        const project = idle(projectId)
        const kept = knownCamerasFolder(project.folder)
        const arriving = `${kept}.new`
        const names = cameraFileNames(files)
        try {
          await rm(arriving, { recursive: true, force: true })
          await mkdir(arriving)
          for (const [i, file] of files.entries()) await copyFile(file.path, join(arriving, names[i]))
          const found = await engine.calls.inspectCameras({ folder: arriving })
          idle(projectId)
          await rm(kept, { recursive: true, force: true })
          await rename(arriving, kept)
          const kind = names[0] === 'transforms.json' ? 'transforms' : 'colmap'
          project.record.inputs = { ...project.record.inputs, cameras: { name, kind, ...found } }
        } catch (cause) {
          throw fileError(cause, arriving)
        } finally {
          await rm(arriving, { recursive: true, force: true })
        }
        return changed(project)
      })
    },
    setStartSplats: async ({ projectId, handle }) => {
      const file = handles.take(handle)
      return takingIn([file], async () => {
        const project = idle(projectId)
        const kept = `start${splatExtension(file.name)}`
        const arriving = join(project.folder, `new-${kept}`)
        try {
          await copyFile(file.path, arriving)
          const found = await engine.calls.inspectSplats({ path: arriving }).catch((cause: StudioError) => {
            // It is known by another name to the person.
            const message = cause.message.replace(basename(arriving), file.name)
            throw new StudioError(cause.code, message, cause.hint, { cause })
          })
          idle(projectId)
          await removeStart(project)
          await rename(arriving, join(project.folder, kept))
          project.record.inputs = { ...project.record.inputs, splats: { name: file.name, file: kept, ...found } }
        } catch (cause) {
          throw fileError(cause, arriving)
        } finally {
          await rm(arriving, { force: true })
        }
        return changed(project)
      })
    },
    removeRunInput: async ({ projectId, input }) => {
      const project = idle(projectId)
      if (input === 'cameras') await rm(knownCamerasFolder(project.folder), { recursive: true, force: true })
      else await removeStart(project)
      project.record.inputs = { ...project.record.inputs, [input]: null }
      return changed(project)
    },
  }
}

/** Tells all studios what the project's runs begin with now. */
export function emitRunInputs({ emit }: HostContext, { id, record }: StoredProject): RunInputs {
  const inputs = runInputs(record.inputs, record.photos)
  emit({ type: 'inputs', projectId: id, inputs })
  return inputs
}

/** Uploads that were taken are not left lying about, whatever comes of them. */
async function takingIn<Result>(files: readonly IssuedFile[], take: () => Promise<Result>): Promise<Result> {
  try {
    return await take()
  } finally {
    for (const { path, temporary } of files) if (temporary) await rm(path, { force: true })
  }
}

async function removeStart({ folder, record }: StoredProject): Promise<void> {
  const { splats } = record.inputs
  if (splats) await rm(join(folder, splats.file), { force: true })
}

/** What each file is kept as: the three of a COLMAP model, of one kind, or one JSON. Throws `unsupported_format`. */
function cameraFileNames(files: readonly IssuedFile[]): string[] {
  const names = files.map(({ name }) => basename(name.replaceAll('\\', '/')))
  if (names.length === 1 && extname(names[0]).toLowerCase() === '.json') return ['transforms.json']
  for (const extension of ['.bin', '.txt']) {
    const parts = COLMAP_PARTS.map((part) => `${part}${extension}`)
    const kept = names.map((name) => parts.find((part) => part.toLowerCase() === name.toLowerCase()))
    if (kept.length === parts.length && parts.every((part) => kept.includes(part))) return kept.map(String)
  }
  throw new StudioError(
    'unsupported_format',
    `${names.join(', ')}: these are no cameras that are known here.`,
    'Choose the three files of a COLMAP model (cameras, images and points3D, all .bin or all .txt), or one transforms.json.',
  )
}

function splatExtension(name: string): string {
  const extension = extname(name).toLowerCase()
  if (SPLAT_EXTENSIONS.includes(extension)) return extension
  throw new StudioError(
    'unsupported_format',
    `${name} is no file of splats.`,
    `Choose one of these: ${SPLAT_EXTENSIONS.join(', ')}.`,
  )
}
