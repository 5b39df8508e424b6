import type { HandlersOf } from '../../src-shared/studio-api/call-table.ts'
import type { MODEL_ENGINE_CALLS } from './model-calls.ts'

/** The engine's calls about models; what runs them is loaded with the first. */
export const modelHandlers: HandlersOf<typeof MODEL_ENGINE_CALLS> = {
  checkModel: async (files) => {
    await (await inference()).check(files)
    return {}
  },
  checkProviders: async () => [...(await (await inference()).providers())],
  releaseModels: async () => {
    await (await inference()).release()
    return {}
  },
}

async function inference() {
  const { sharedInference } = await import('../../src-engine/inference/slot-model.ts')
  return sharedInference()
}
