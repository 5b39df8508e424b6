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

/** A model that there is no room for; said before it is loaded. */
export function tooLarge(title: string, bytes: number, available: number): StudioError {
  const gibibytes = (size: number) => (size / 2 ** 30).toFixed(1)
  return new StudioError(
    'out_of_memory',
    `${title} needs ${gibibytes(bytes)} GiB of memory and ${gibibytes(available)} GiB are free.`,
    'Close other programs, or choose a smaller model or the built-in method for this step.',
  )
}
