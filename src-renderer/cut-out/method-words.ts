import type { CutOutSummary } from '../../src-shared/cut-out-summary.ts'

const WORDS: Readonly<Record<CutOutSummary['method'], string>> = {
  alpha: 'Taken from the picture’s own transparency.',
  model: 'Found by the model that is in use for backgrounds.',
  grabcut: 'Found by the built-in method, from what stands out of the photo’s edges.',
}

/** How an object was found, for a person. */
export function methodWords(method: CutOutSummary['method']): string {
  return WORDS[method]
}
