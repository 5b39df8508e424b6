import type { PhotoEntry } from '../../src-shared/studio-api/project.ts'

export const PHOTO_ORDERS = ['name', 'psnr', 'sharpness'] as const
/** What the photos are sorted by; for figures the worst come first, since those are looked for. */
export type PhotoOrder = (typeof PHOTO_ORDERS)[number]

/** `photo_2` before `photo_10`. */
const byName = new Intl.Collator('en', { numeric: true })

/** The photos in order; those without a figure come last. The list given stays as it is. */
export function sortPhotos(photos: readonly PhotoEntry[], order: PhotoOrder): PhotoEntry[] {
  const figure = ({ psnr, sharpness }: PhotoEntry) => (order === 'psnr' ? (psnr ?? Infinity) : sharpness)
  return [...photos].sort((a, b) => {
    const difference = order === 'name' ? 0 : compare(figure(a), figure(b))
    return difference || byName.compare(a.file, b.file)
  })
}

/** Infinity less Infinity is no number. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b
}
