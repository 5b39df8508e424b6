import { readdir, stat } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import { StudioError } from '../../src-shared/errors.ts'

export const PHOTO_EXTENSIONS = ['.jpg', '.jpeg', '.png', '.webp', '.tif', '.tiff', '.avif', '.heic', '.heif', '.hif']
/** Taken for photos by their owners; named as skipped, so that nobody wonders where they went. */
const OTHER_IMAGE_EXTENSIONS = ['.gif', '.bmp', '.cr2', '.cr3', '.nef', '.arw', '.dng', '.raf', '.orf', '.rw2', '.jxl']

const naturalOrder = new Intl.Collator('en', { numeric: true })

/**
 * Absolute paths of the files that claim to be photos, in natural order of their names (photo_2 before photo_10).
 * A folder is not searched in depth, and its hidden files and files of other kinds are left out; files given one by one
 * are all taken. Throws `path_not_found` or `permission_denied` where a folder or a given file is missing or closed.
 */
export async function listPhotoFiles(folderOrFiles: string | readonly string[]): Promise<string[]> {
  if (typeof folderOrFiles !== 'string') return unique(folderOrFiles.map((file) => resolve(file)))
  const path = resolve(folderOrFiles)
  try {
    if (!(await stat(path)).isDirectory()) return [path]
    const entries = await readdir(path, { withFileTypes: true })
    const names = entries
      .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .filter((name) => [...PHOTO_EXTENSIONS, ...OTHER_IMAGE_EXTENSIONS].includes(extname(name).toLowerCase()))
    return names.sort(byName).map((name) => join(path, name))
  } catch (cause) {
    throw folderError(path, cause)
  }
}

function unique(paths: readonly string[]): string[] {
  return [...new Set(paths)].sort((a, b) => byName(basename(a), basename(b)) || byName(a, b))
}

function byName(a: string, b: string): number {
  return naturalOrder.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}

function folderError(path: string, cause: unknown): unknown {
  const { code } = cause as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new StudioError('path_not_found', `There is no folder ${path}.`, 'Check the path of the photos.', { cause })
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new StudioError(
      'permission_denied',
      `The folder ${path} may not be read.`,
      'Give yourself permission to read it, or copy the photos to a folder of your own.',
      { cause },
    )
  }
  return cause
}
