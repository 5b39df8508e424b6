import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '../../src-shared/errors.ts'
import type { ProjectStatusAnswer } from '../../src-shared/project-status.ts'
import type { FileAddress } from '../../src-shared/studio-api/file-address.ts'
import type { StudioState } from '../../src-shared/studio-api/studio.ts'
import type { StudioHandlers } from '../../src-shared/studio-api/studio-calls.ts'
import type { StudioEvent } from '../../src-shared/studio-api/studio-events.ts'
import { VERSION } from '../../src-shared/version.ts'
import type { OpenCloudSession } from './cloud/cloud-connection.ts'
import { createCloud } from './cloud/create-cloud.ts'
import { cutOutCalls } from './cut-out-calls.ts'
import { createEdits } from './edit-calls.ts'
import type { EngineChild } from './engine-child.ts'
import { superviseEngine } from './engine-supervisor.ts'
import { exportCalls } from './export-calls.ts'
import { listExports } from './exports.ts'
import { findProjectStatus } from './find-project-status.ts'
import { emitSummary, type HostContext } from './host-context.ts'
import { type LibraryShelf, openLibrary } from './library-shelf.ts'
import { createModels } from './model-calls.ts'
import { photoCalls } from './photo-calls.ts'
import { createPhotoHandles, type PhotoHandles } from './photo-handles.ts'
import { findProjectFile } from './project-files.ts'
import { restoreScene } from './restore-scene.ts'
import { createRuns } from './run-calls.ts'
import { runInputCalls } from './run-input-calls.ts'
import { readSettings, writeSettings } from './settings-file.ts'
import { stateOf, summaryOf } from './stored-project.ts'

/** The studio behind its windows: one library, one engine. The desktop app and the server each have one. */
export interface StudioHost {
  readonly handlers: StudioHandlers
  readonly handles: PhotoHandles
  readonly library: LibraryShelf
  /** What a client that has just connected has to know: the studio, and in full the project that runs. */
  greeting(): Promise<StudioEvent[]>
  /** The path of a file that a studio may fetch. Throws `project_not_found`, `path_not_found`. */
  findFile(address: FileAddress): Promise<string>
  /** How far a project is, by its id here or in the cloud. Throws as `findProjectStatus`. */
  projectStatus(id: string): Promise<ProjectStatusAnswer>
  /** Gives a function that ends the listening. */
  onEvent(listener: (event: StudioEvent) => void): () => void
  /** Stops the run, which can be resumed, and the engine. */
  close(): Promise<void>
}

export interface HostOptions {
  readonly libraryFolder: string
  readonly kind: StudioState['host']
  /** Shows a file in the file manager, where there is one. */
  readonly reveal?: (path: string) => void
  readonly startEngine: () => EngineChild
  /** Makes the session with the cloud that the user, or the environment, has named. */
  readonly openCloudSession: OpenCloudSession
  /** The folder of the photos that come with the studio. */
  readonly samplePhotos: string
}

/** Opens the library and starts the engine. Throws `project_busy` where another studio holds the library. */
export async function createStudioHost(options: HostOptions): Promise<StudioHost> {
  const { libraryFolder, kind, reveal, startEngine, openCloudSession, samplePhotos } = options
  const library = await openLibrary(libraryFolder)
  const listeners = new Set<(event: StudioEvent) => void>()
  const emit = (event: StudioEvent) => {
    for (const listener of listeners) listener(event)
  }
  let closing = false
  const engine = superviseEngine({
    start: startEngine,
    onStatus: (status) => emit({ type: 'engine', engine: status }),
    onRunEvent: (runId, event) => runs.onRunEvent(runId, event),
  })
  const settings = await readSettings(library.folder)
  const handles = createPhotoHandles()
  const context: HostContext = { library, engine, handles, emit, settings, isClosing: () => closing }
  const runs = createRuns(context)
  const photos = photoCalls(context)
  const edits = createEdits(context)
  const models = createModels(context)
  const cloud = createCloud(context, {
    openSession: openCloudSession,
    hasBrowser: kind === 'desktop',
    edits,
    isQueued: (projectId) => runs.queue.order().includes(projectId),
  })
  listeners.add(cloud.onEvent)

  const studioState = (): StudioState => ({
    version: VERSION,
    library: library.folder,
    host: kind,
    engine: engine.status(),
    settings: context.settings,
    projects: library.list().map(summaryOf),
    queue: runs.queue.order(),
  })
  const openProject: StudioHandlers['openProject'] = async ({ projectId }) => {
    const project = library.get(projectId)
    await restoreScene(project)
    const exports = await listExports(project)
    return stateOf(project, exports)
  }
  const handlers: StudioHandlers = {
    ...photos,
    ...runInputCalls(context),
    ...cutOutCalls(context),
    ...runs.calls,
    ...edits.calls,
    ...models.calls,
    ...cloud.calls,
    ...exportCalls(context, edits, reveal),
    studioState,
    openProject,
    createSample: async () => {
      const project = await library.create('Vase')
      emitSummary(context, project)
      const names = (await readdir(samplePhotos)).filter((name) => /\.jpe?g$/i.test(name)).sort()
      const issued = names.map((name) => handles.issue({ path: join(samplePhotos, name), name, temporary: false }))
      await photos.addPhotos({ projectId: project.id, handles: issued })
      return summaryOf(project)
    },
    createProject: async ({ name, pictures }) => {
      const project = await library.create(name, { pictures })
      emitSummary(context, project)
      return summaryOf(project)
    },
    renameProject: async ({ projectId, name }) => {
      const project = library.get(projectId)
      project.record.name = name
      await project.saveRecord()
      emitSummary(context, project)
      return summaryOf(project)
    },
    deleteProject: async ({ projectId }) => {
      const project = library.get(projectId)
      if (runs.queue.order().includes(projectId)) {
        throw new StudioError('project_busy', `${project.record.name} is running or waits to run.`, 'Cancel it first.')
      }
      await library.delete(project)
      emit({ type: 'removed', projectId })
      return {}
    },
    getSettings: () => context.settings,
    setSettings: async (changed) => {
      context.settings = { ...context.settings, ...changed }
      await writeSettings(library.folder, context.settings)
      emit({ type: 'settings', settings: context.settings })
      return context.settings
    },
    checkMachine: () => engine.calls.checkMachine({ folder: library.folder }),
  }
  return {
    handlers,
    handles,
    library,
    greeting: async () => {
      const running = runs.queue.order().find((id) => runs.queue.isRunning(id))
      const events: StudioEvent[] = [{ type: 'studio', studio: studioState() }]
      if (running === undefined) return events
      return [...events, { type: 'project', projectId: running, project: await openProject({ projectId: running }) }]
    },
    findFile: (address) => findProjectFile(library.get(address.projectId), address),
    projectStatus: (id) => findProjectStatus(library, cloud.account(), id),
    onEvent: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => {
      closing = true
      const ended = runs.queue.close()
      await models.close()
      await cloud.close()
      await engine.close()
      await ended
      library.close()
    },
  }
}
