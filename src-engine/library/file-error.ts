import { StudioError } from '../../src-shared/errors.ts'

/** Turns an error of the file system into one a user can act on; other errors pass through unchanged. */
export function fileError(cause: unknown, path: string): unknown {
  if (cause instanceof StudioError) return cause
  switch ((cause as NodeJS.ErrnoException | null)?.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new StudioError(
        'disk_full',
        `No space left on the disk to write ${path}.`,
        'Free some space or choose another folder, then run again with --resume.',
        { cause },
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
    case 'ENOENT':
    case 'ENOTDIR':
      return new StudioError('path_not_found', `${path} does not exist.`, 'Check the path.', { cause })
    default:
      return cause
  }
}
