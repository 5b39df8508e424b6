import { StudioError } from '../../src-shared/errors.ts'

export function nothingLeft(): StudioError {
  return new StudioError(
    'bad_arguments',
    'The edits leave nothing of the model.',
    'Undo the deletion, make the crop larger, or export the model unedited.',
  )
}
