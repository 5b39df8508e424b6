import { type Check, good } from './checks.ts'

const WORDS = { cuda: 'CUDA', dml: 'DirectML', coreml: 'CoreML', cpu: 'processor' } as const

/** What runs learned models, and how many are in use. */
export async function checkModels(): Promise<Check> {
  const name = 'models'
  try {
    const { sharedInference } = await import('../../../src-engine/inference/slot-model.ts')
    const { listModels } = await import('../../../src-engine/inference/store/list-models.ts')
    const { effectiveModelSettings } = await import('../../../src-engine/inference/store/model-settings.ts')
    const providers = await (await sharedInference()).providers()
    const loaded = providers.filter(({ loads }) => loads).map(({ provider }) => WORDS[provider])
    const { folder } = await effectiveModelSettings()
    const inUse = (await listModels(folder)).filter((model) => model.inUse).map(({ id }) => id)
    return good(name, `run on ${loaded.join(', ')}; in use: ${inUse.join(', ') || 'none, all steps are built in'}`)
  } catch (cause) {
    const value = `onnxruntime does not load: ${(cause as Error).message.split('\n')[0]}`
    return { name, value, state: 'limited', hint: 'Every step works with its built-in method. "npm ci" may repair it.' }
  }
}
