import { StudioError } from '../../src-shared/errors.ts'
import { nameSome } from './checks.ts'

/** Depth needs parallax, and two photos cannot check each other. */
export const MIN_PHOTOS = 3

const MOVE_AROUND =
  'Take 20 to 60 photos while moving around the object, each overlapping the one before by two thirds.'

export interface PhotoCount {
  readonly where: string
  readonly usable: number
  readonly copies: readonly string[]
  readonly skipped: readonly { readonly file: string; readonly reason: string; readonly hint: string }[]
}

/** The error for fewer than three distinct usable photos: what there is, what was left out, and what to do. */
export function tooFewPhotos({ where, usable, copies, skipped }: PhotoCount): StudioError {
  const details = { usable, copies, skipped }
  const left = skipped.slice(0, 3).map(({ file, reason }) => `${file} ${reason}`)
  const more = skipped.length > 3 ? `, and ${skipped.length - 3} more files could not be used` : ''
  const because = left.length > 0 ? ` (${left.join('; ')}${more})` : ''
  if (usable > 0 && copies.length > 0 && usable + copies.length >= MIN_PHOTOS) {
    const what = usable === 1 ? 'The photos are all copies of one photo' : 'The photos are copies of only two photos'
    return new StudioError('too_few_photos', `${what} (${nameSome(copies)})${because}.`, MOVE_AROUND, details)
  }
  if (usable === 0) {
    const hint = skipped[0]?.hint ?? 'Choose a folder that holds the photos themselves, as JPEG, PNG or HEIC files.'
    return new StudioError('too_few_photos', `No usable photo in ${where}${because}.`, hint, details)
  }
  const count = usable === 1 ? 'Only one usable photo' : 'Only two usable photos'
  return new StudioError(
    'too_few_photos',
    `${count} in ${where}${because}; at least three are needed.`,
    MOVE_AROUND,
    details,
  )
}
