import type { ExecutionProvider } from '../../../src-shared/model-slots.ts'

/** What runs models, in words. */
export const PROVIDER_WORDS: Readonly<Record<ExecutionProvider, string>> = {
  cuda: 'CUDA',
  dml: 'DirectML',
  coreml: 'CoreML',
  cpu: 'processor',
}
