import { StudioError } from '../../../src-shared/errors.ts'

/** What onnxruntime says, as an error of the named model that a user can act on. */
export function inferenceProblem(cause: unknown, title: string, file: string): unknown {
  if (cause instanceof StudioError) return cause
  const text = (cause as Error).message.split('\n')[0]
  if (/bad_alloc|fail\w* to allocate|out of memory|allocation failed/i.test(text)) {
    return new StudioError(
      'out_of_memory',
      `There is not enough memory to run ${title}.`,
      'Close other programs, choose a smaller model for this step, or the processor in place of the graphics device.',
      { cause },
    )
  }
  if (/File doesn't exist|NO_SUCHFILE/i.test(text)) {
    return new StudioError('model_missing', `${title} is not there any more: ${file}.`, 'Install it again.', { cause })
  }
  return new StudioError(
    'model_unusable',
    `${title} cannot be used: ${file}: ${text}`,
    'Verify it under Models and install it again. Until then the built-in method is used.',
    { cause },
  )
}
