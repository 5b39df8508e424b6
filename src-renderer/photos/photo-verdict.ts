import type { PhotoEntry } from '../../src-shared/studio-api/project.ts'

export type Weakness = PhotoEntry['weaknesses'][number]

/** What a weakness means and what to do about it. */
export const WEAKNESS_WORDS: Readonly<Record<Weakness, { readonly name: string; readonly text: string }>> = {
  blurred: {
    name: 'Blurred',
    text: 'Much less sharp than the others. It can smear the model: switch it off, or take it again with a steady hand.',
  },
  dark: {
    name: 'Very dark',
    text: 'Hardly any detail can be found in it. Switch it off, or take it again with more light.',
  },
  bright: {
    name: 'Overexposed',
    text: 'Large parts are plain white. Switch it off, or take it again without direct sun or flash.',
  },
}

/** Photos this far below the project's median (dB) are worth a look; twice as far and they are likely to harm. */
const WEAK_BELOW = 2

export type PsnrGrade = 'good' | 'fair' | 'poor'

/** How a photo's PSNR compares with the project's others: the absolute figure depends on the object. */
export function gradePsnr(psnr: number, median: number): PsnrGrade {
  if (psnr >= median - WEAK_BELOW) return 'good'
  return psnr >= median - 2 * WEAK_BELOW ? 'fair' : 'poor'
}

export const PSNR_WORDS: Readonly<Record<PsnrGrade, string>> = {
  good: 'The splats explain this photo as well as the others.',
  fair: 'The splats explain this photo less well than the others. Look through it and compare.',
  poor: 'The splats explain this photo far less well than the others: something moved, or its camera is off. Try without it.',
}

/** Middle of the photos' PSNR, dB; null where none has one. */
export function medianPsnr(photos: readonly PhotoEntry[]): number | null {
  const values = photos.flatMap(({ psnr }) => (psnr === null ? [] : [psnr])).sort((a, b) => a - b)
  return values.length === 0 ? null : values[values.length >> 1]
}

/** What a run made of where the photo was taken. `unknown` before cameras have been found. */
export type Placement = 'placed' | 'unplaced' | 'unknown'

export function placementOf(photo: Pick<PhotoEntry, 'file' | 'used'>, placed: PlacedPhotos | null): Placement {
  if (!placed) return 'unknown'
  if (placed.files.has(photo.file)) return 'placed'
  return placed.complete && photo.used ? 'unplaced' : 'unknown'
}

export interface PlacedPhotos {
  readonly files: ReadonlySet<string>
  /** False while cameras are still being placed. */
  readonly complete: boolean
}
