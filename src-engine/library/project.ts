import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { StudioError } from '../../src-shared/errors.ts'
import { STAGES, type Stage } from '../../src-shared/events.ts'
import { type Manifest, PROJECT_SCHEMA_VERSION, type StageRecord, type StoredFile } from '../../src-shared/manifest.ts'
import { VERSION } from '../../src-shared/version.ts'
import { fileError } from '../files/file-error.ts'
import { TEMPORARY_SUFFIX } from '../files/write-atomically.ts'
import { hashFile } from './content-hash.ts'
import { readManifest, writeManifest } from './manifest-file.ts'
import { lockProject } from './project-lock.ts'
import { continuationFolder, settleContinuation } from './settle-continuation.ts'

/** What a run decides about a project; the rest of the manifest is the library's own business. */
export type ProjectSettings = Pick<Manifest, 'preset' | 'seed' | 'options'>

/** A project folder held by this run. Every change of the manifest is on disk before the promise resolves. */
export interface Project {
  readonly folder: string
  /** The folder of a stage's files. */
  stageFolder(stage: Stage): string
  /** The stage's record when it finished with these inputs and all its files are still as they were written. */
  finishedStage(stage: Stage, inputsHash: string): Promise<StageRecord | null>
  record(stage: Stage): StageRecord | undefined
  /** From here on the files of the stage, and of those made from its result, are not to be trusted. */
  beginStage(stage: Stage, inputsHash: string): Promise<void>
  finishStage(
    stage: Stage,
    result: Pick<StageRecord, 'seconds' | 'peakMemoryMiB' | 'warnings'>,
    files: readonly string[],
  ): Promise<void>
  setPhotos(photos: Manifest['photos']): Promise<void>
  close(): void
}

export interface OpenProjectOptions {
  readonly settings: ProjectSettings
  /** Keep the results of earlier runs; otherwise the project starts afresh. */
  readonly resume: boolean
}

/**
 * Opens a project folder for a run, making it when it does not exist, and locks it.
 * Throws `project_busy`, `project_newer`, `project_damaged`, `bad_arguments` for a folder that holds other things, and
 * the errors of the file system. A project that cannot be read is never overwritten.
 */
export async function openProject(folder: string, options: OpenProjectOptions): Promise<Project> {
  await makeProjectFolder(folder)
  const release = await lockProject(folder)
  try {
    await settleContinuation(folder)
    await rm(continuationFolder(folder), { recursive: true, force: true })
    const existing = await readManifest(folder)
    await removeTemporaryFiles(folder)
    const now = new Date().toISOString()
    const manifest: Manifest = {
      schemaVersion: PROJECT_SCHEMA_VERSION,
      version: VERSION,
      created: existing?.created ?? now,
      updated: now,
      photos: existing?.photos ?? [],
      ...options.settings,
      stages: (options.resume && existing?.stages) || {},
    }
    await writeManifest(folder, manifest)
    return project(folder, manifest, release)
  } catch (cause) {
    release()
    throw cause
  }
}

function project(folder: string, manifest: Manifest, release: () => void): Project {
  const save = () => {
    manifest.updated = new Date().toISOString()
    return writeManifest(folder, manifest)
  }
  return {
    folder,
    stageFolder: (stage) => join(folder, stage),
    record: (stage) => manifest.stages[stage],
    finishedStage: async (stage, inputsHash) => {
      const record = manifest.stages[stage]
      if (record?.state !== 'finished' || record.inputsHash !== inputsHash) return null
      for (const file of record.files) if (!(await isIntact(folder, file))) return null
      return record
    },
    beginStage: (stage, inputsHash) => {
      // A stage made anew may come out otherwise than before (a newer program), and the inputs of the stages after it
      // name it by its own inputs: they are stale. Only the photos are named by what they hold.
      if (stage !== 'photos') for (const later of STAGES.slice(STAGES.indexOf(stage))) delete manifest.stages[later]
      manifest.stages[stage] = {
        state: 'running',
        inputsHash,
        seconds: 0,
        peakMemoryMiB: 0,
        warnings: [],
        files: [],
      }
      return save()
    },
    finishStage: async (stage, result, files) => {
      const begun = manifest.stages[stage]
      if (!begun) throw new Error(`The stage ${stage} was not begun`)
      const stored = await Promise.all(files.map((file) => storedFile(folder, file)))
      manifest.stages[stage] = { ...begun, ...result, state: 'finished', files: stored }
      await save()
    },
    setPhotos: (photos) => {
      manifest.photos = photos
      return save()
    },
    close: release,
  }
}

/** Makes the folder, its parents not: a mistyped path is better said than made. */
async function makeProjectFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder)
    return
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw fileError(cause, folder)
  }
  let names: string[]
  try {
    names = await readdir(folder)
  } catch (cause) {
    throw fileError(cause, folder)
  }
  const foreign = names.find((name) => !name.startsWith('.'))
  if (foreign === undefined || names.includes('project.json')) return
  throw new StudioError(
    'bad_arguments',
    `The folder ${folder} is no Glimpse3D project and not empty (it holds ${foreign}).`,
    'Choose an empty or new folder with --project.',
  )
}

async function removeTemporaryFiles(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true })
  for (const name of names) if (name.endsWith(TEMPORARY_SUFFIX)) await rm(join(folder, name), { force: true })
}

async function storedFile(folder: string, path: string): Promise<StoredFile> {
  const inside = relative(folder, path)
  const stored = inside.startsWith('..') ? resolve(path) : inside.split(sep).join('/')
  return { path: stored, bytes: (await stat(path)).size, sha256: await hashFile(path) }
}

/** Whether a file a stage has written is there, as it was written. */
export async function isIntact(folder: string, file: StoredFile): Promise<boolean> {
  const path = resolve(folder, file.path)
  try {
    return (await stat(path)).size === file.bytes && (await hashFile(path)) === file.sha256
  } catch {
    return false
  }
}
