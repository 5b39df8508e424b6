import { EXECUTION_PROVIDERS, type ExecutionProvider, type ProviderChoice } from '../../../src-shared/model-slots.ts'

/** Providers there are libraries for on each system; the processor always is the last resort. */
const OF_PLATFORM: Partial<Record<NodeJS.Platform, readonly ExecutionProvider[]>> = {
  win32: ['cuda', 'dml'],
  darwin: ['coreml'],
  linux: ['cuda'],
}

/** Fastest first. A choice that the system has no library for leaves the processor. */
export function providersToTry(
  choice: ProviderChoice,
  platform: NodeJS.Platform = process.platform,
): ExecutionProvider[] {
  const possible = [...(OF_PLATFORM[platform] ?? []), 'cpu' as const]
  return EXECUTION_PROVIDERS.filter(
    (provider) => possible.includes(provider) && (choice === 'auto' || provider === choice || provider === 'cpu'),
  )
}
