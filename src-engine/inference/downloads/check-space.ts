import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StudioError } from '../../../src-shared/errors.ts'

/** Left free beside the file itself: a full disk troubles every other program. */
const SPARE = 64 * 2 ** 20

/** Throws `disk_full` where the disk of `path` (whose folder is there) has no room for so many bytes more. */
export async function checkSpace(path: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(path))
  const free = bavail * bsize
  if (free >= bytes + SPARE) return
  throw new StudioError(
    'disk_full',
    `The file needs ${mebibytes(bytes)} and ${mebibytes(free)} are free in ${dirname(path)}.`,
    'Free some space, or choose a folder on another disk for the models.',
    { bytes, free },
  )
}

const mebibytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MiB`
