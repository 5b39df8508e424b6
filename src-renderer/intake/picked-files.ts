import { isClutter, isPhotoName } from './photo-names.ts'

/** What a person has dropped, chosen or pasted. */
export interface PickedFiles {
  /** Photos in the order of their paths; in the desktop app folders too, which the app itself looks into. */
  readonly files: readonly File[]
  /** Names of what is no photo. */
  readonly leftOut: readonly string[]
  /** Name of the folder where just one was picked. */
  readonly folder: string | null
}

/** A file with its path below what was picked, e.g. `kitchen/IMG_2.jpg`. */
export interface PathedFile {
  readonly path: string
  readonly file: File
}

/** IMG_2 before IMG_10. */
const natural = new Intl.Collator('en', { numeric: true })

/** Sorts photos from what is none. */
export function pickPhotos(found: readonly PathedFile[], folder: string | null): PickedFiles {
  const sorted = found
    .filter(({ file }) => !isClutter(file.name))
    .sort((one, other) => natural.compare(one.path, other.path))
  return {
    files: sorted.filter(({ file }) => isPhotoName(file.name)).map(({ file }) => file),
    leftOut: sorted.filter(({ file }) => !isPhotoName(file.name)).map(({ path }) => path),
    folder,
  }
}
