import { PROVIDER_WORDS } from '../models/provider-words.ts'
import { type Check, good } from './checks.ts'

/** What runs learned models, and how many are in use. */
export async function checkModels(): Promise<Check> {
  const name = 'models'
  try {
    const { sharedInference } = await import('../../../src-engine/inference/slot-model.ts')
    const { listModels } = await import('../../../src-engine/inference/store/list-models.ts')
    const { effectiveModelSettings } = await import('../../../src-engine/inference/store/model-settings.ts')
    const providers = await (await sharedInference()).providers()
    const words = (those: typeof providers) => those.map(({ provider }) => PROVIDER_WORDS[provider]).join(', ')
    const loaded = words(providers.filter(({ loads }) => loads))
    const refused = words(providers.filter(({ loads }) => !loads))
    const { folder, provider } = await effectiveModelSettings()
    const choice = provider === 'auto' ? '' : `; chosen: ${PROVIDER_WORDS[provider]}`
    const runOn = `run on ${loaded}${refused && ` (${refused} does not load)`}${choice}`
    const inUse = (await listModels(folder)).filter((model) => model.inUse).map(({ id }) => id)
    return good(name, `${runOn}; in use: ${inUse.join(', ') || 'none, all steps are built in'}`)
  } catch (cause) {
    const value = `onnxruntime does not load: ${(cause as Error).message.split('\n')[0]}`
    return { name, value, state: 'limited', hint: 'Every step works with its built-in method. "npm ci" may repair it.' }
  }
}
