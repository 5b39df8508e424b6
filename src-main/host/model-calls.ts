import { rm } from 'node:fs/promises'
import { mirrored } from '../../src-engine/inference/downloads/mirror.ts'
import { remoteSize } from '../../src-engine/inference/downloads/remote-size.ts'
import { addModel } from '../../src-engine/inference/store/add-model.ts'
import { installModel } from '../../src-engine/inference/store/install-model.ts'
import { discardDownload, removeModel, useModel, verifyModel } from '../../src-engine/inference/store/keep-models.ts'
import { findCard, listModels } from '../../src-engine/inference/store/list-models.ts'
import {
  effectiveModelSettings,
  readModelSettings,
  writeModelSettings,
} from '../../src-engine/inference/store/model-settings.ts'
import { StudioError } from '../../src-shared/errors.ts'
import type { MODEL_CALLS, ModelsState } from '../../src-shared/studio-api/model-calls.ts'
import type { StudioHandlers } from '../../src-shared/studio-api/studio-calls.ts'
import type { HostContext } from './host-context.ts'
import { createModelDownloads } from './model-downloads.ts'
import { prepareModelsFolder } from './models-folder.ts'

export interface ModelParts {
  readonly calls: Pick<StudioHandlers, keyof typeof MODEL_CALLS>
  /** Stops what is being downloaded; it can be gone on with. */
  close(): Promise<void>
}

/** How late at most a download's progress is told, and how often. */
const TOLD_MS = 250

/** The calls about models: kept and downloaded by the host, loaded and checked by the engine. */
export function createModels({ engine, emit, handles }: HostContext): ModelParts {
  const inference = {
    check: async (files: Parameters<typeof engine.calls.checkModel>[0]) => void (await engine.calls.checkModel(files)),
  }
  const state = async (): Promise<ModelsState> => {
    const { folder } = await effectiveModelSettings()
    const settings = await readModelSettings()
    return { folder, settings, models: await listModels(folder), downloads: downloads.list() }
  }
  const tell = async () => emit({ type: 'models', models: await state() })
  let telling = false
  const tellProgress = () => {
    if (telling) return
    telling = true
    setTimeout(() => {
      telling = false
      emit({ type: 'modelDownloads', downloads: downloads.list() })
    }, TOLD_MS)
  }
  const downloads = createModelDownloads(() => void tell(), tellProgress)
  const here = async () => (await effectiveModelSettings()).folder
  const settle = (id: string) => {
    if (downloads.isRunning(id)) {
      throw new StudioError('project_busy', 'The model is being downloaded.', 'Wait for it, or cancel the download.')
    }
  }
  return {
    calls: {
      getModels: state,
      modelSize: async ({ id }) => {
        const { folder, mirror } = await effectiveModelSettings()
        return { bytes: await remoteSize(await findCard(folder, id), mirror) }
      },
      installModel: async ({ id }) => {
        const { folder, mirror } = await effectiveModelSettings()
        const card = await findCard(folder, id)
        downloads.start(id, (signal, onBytes) => installModel(folder, card, inference, { mirror, signal, onBytes }))
        return {}
      },
      pauseModel: async ({ id }) => {
        await downloads.pause(id)
        return {}
      },
      cancelModel: async ({ id }) => {
        await downloads.pause(id)
        await discardDownload(await here(), id)
        await downloads.forget(id)
        await tell()
        return {}
      },
      removeModel: async ({ id }) => {
        settle(id)
        await engine.calls.releaseModels({})
        await removeModel(await here(), id)
        await tell()
        return {}
      },
      verifyModel: async ({ id }) => {
        settle(id)
        await verifyModel(await here(), id, inference)
        return {}
      },
      chooseModel: async ({ slot, id }) => {
        await useModel(await here(), slot, id)
        await tell()
        return {}
      },
      addModel: async ({ handles: given, like }) => {
        const files = given.map((handle) => handles.take(handle))
        try {
          const folder = await here()
          const card = like === null ? undefined : await findCard(folder, like)
          const { id } = await addModel(folder, files, inference, card)
          await tell()
          return { id }
        } finally {
          for (const { path, temporary } of files) if (temporary) await rm(path, { force: true })
        }
      },
      setModelSettings: async (changed) => {
        if (changed.folder) await prepareModelsFolder(changed.folder)
        if (changed.mirror) mirrored('https://example.org/a/b.onnx', changed.mirror)
        if (changed.folder !== undefined) await downloads.pauseAll()
        await writeModelSettings({ ...(await readModelSettings()), ...changed })
        await tell()
        return state()
      },
      checkProviders: () => engine.calls.checkProviders({}),
    },
    close: downloads.pauseAll,
  }
}
