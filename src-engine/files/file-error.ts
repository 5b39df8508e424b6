import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { StudioError } from '../../src-shared/errors.ts'

/**
 * Turns an error of the file system into one a user can act on; other errors pass through unchanged.
 * `bytes`: what was being written, so that a full disk can be told with figures.
 */
export function fileError(cause: unknown, path: string, bytes?: number): unknown {
  if (cause instanceof StudioError) return cause
  switch ((cause as NodeJS.ErrnoException | null)?.code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new StudioError(
        'disk_full',
        `The disk is full: ${path} ${bytes === undefined ? 'cannot be written' : `needs ${fileSize(bytes)}`}${free(path)}.`,
        'Free some space or choose a folder on another disk, then run again; --resume goes on where a run stopped.',
        { cause, bytes },
      )
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StudioError(
        'permission_denied',
        `No permission to use ${path}.`,
        'Change its permissions, or choose another folder.',
        { cause },
      )
    case 'EISDIR':
    case 'ENOTEMPTY':
      return new StudioError('path_not_found', `${path} is a folder.`, 'Give the file a name of its own.', { cause })
    case 'EEXIST':
    case 'ENOTDIR':
      return new StudioError(
        'path_not_found',
        `The folder ${dirname(path)} cannot be used: a file is in its way.`,
        'Choose another folder.',
        { cause },
      )
    case 'ENOENT':
    case 'ENAMETOOLONG':
      return new StudioError('path_not_found', `${path} does not exist.`, 'Check the path.', { cause })
    default:
      return cause
  }
}

function free(path: string): string {
  try {
    const { bavail, bsize } = statfsSync(dirname(path))
    return ` and ${fileSize(bavail * bsize)} are free`
  } catch {
    return ''
  }
}

/** A size for a person: 4.0 KiB, 15 MiB. */
function fileSize(bytes: number): string {
  const [size, unit] = bytes < 2 ** 20 ? [bytes / 2 ** 10, 'KiB'] : [bytes / 2 ** 20, 'MiB']
  return `${size < 10 ? size.toFixed(1) : size.toFixed(0)} ${unit}`
}
