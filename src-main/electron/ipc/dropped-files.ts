import { stat } from 'node:fs/promises'
import { basename, isAbsolute } from 'node:path'
import { listPhotoFiles } from '../../../src-engine/photos/list-photo-files.ts'
import { StudioError } from '../../../src-shared/errors.ts'
import type { PhotoHandles } from '../../host/photo-handles.ts'

/**
 * Handles for a file the user has dropped or chosen, or for the photos that lie in a folder. Throws `bad_arguments` for
 * what is no file on a disk, `path_not_found` and `permission_denied` as the disk says.
 */
export async function issueHandlesFor(handles: PhotoHandles, path: string): Promise<string[]> {
  if (!isAbsolute(path) || path.includes('\0')) {
    throw new StudioError(
      'bad_arguments',
      'This picture does not come from a file.',
      'Save it to a folder first, then add it from there.',
    )
  }
  const found = await listPhotoFiles(path)
  const files = (await Promise.all(found.map(async (file) => ((await stat(file)).isFile() ? file : [])))).flat()
  if (files.length === 0) {
    throw new StudioError(
      'path_not_found',
      `${basename(path)} holds no photos.`,
      'Add a folder with JPEG, PNG, WebP, TIFF, AVIF or HEIC files in it.',
    )
  }
  return files.map((file) => handles.issue({ path: file, name: basename(file), temporary: false }))
}
