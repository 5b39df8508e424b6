import { StudioError } from '../../../src-shared/errors.ts'
import { type ProviderChoice, providerChoiceSchema } from '../../../src-shared/model-slots.ts'
import { printLine } from '../output/json-lines.ts'
import type { ModelsHere } from './open-models.ts'
import { PROVIDER_WORDS } from './provider-words.ts'
import { withInference } from './with-inference.ts'

/**
 * Says what models can be run on here and why not on the others; with a choice, keeps it for all studios and commands.
 * Throws `bad_arguments` for one that does not load.
 */
export async function chooseProvider(here: ModelsHere, choice: ProviderChoice | undefined): Promise<void> {
  const checks = await withInference(here, (inference) => inference.providers())
  if (choice !== undefined) {
    const refused = choice !== 'auto' && !checks.some(({ provider, loads }) => loads && provider === choice)
    if (refused) {
      const reason = checks.find(({ provider }) => provider === choice)?.reason || 'there is no library of it here'
      throw new StudioError(
        'bad_arguments',
        `${PROVIDER_WORDS[choice]} does not load on this machine: ${reason}`,
        `Choose one of ${['auto', ...checks.filter(({ loads }) => loads).map(({ provider }) => provider)].join(', ')}.`,
      )
    }
    const { readModelSettings, writeModelSettings } = await import(
      '../../../src-engine/inference/store/model-settings.ts'
    )
    await writeModelSettings({ ...(await readModelSettings()), provider: choice })
  }
  const fastest = checks.find(({ loads }) => loads)?.provider
  for (const { provider, loads, reason } of checks) {
    const state = loads ? (provider === fastest ? 'loads, the fastest' : 'loads') : `does not load: ${reason}`
    printLine(`${provider.padEnd(8)}${PROVIDER_WORDS[provider].padEnd(11)}${state}`)
  }
  const overruled = providerChoiceSchema.safeParse(process.env.GLIMPSE3D_PROVIDER).success
  const chosen = choice ?? here.provider
  printLine(`Chosen: ${chosen}${overruled && choice !== undefined ? ', but GLIMPSE3D_PROVIDER comes before it' : ''}.`)
}
