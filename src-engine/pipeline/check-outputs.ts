import { constants } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { StudioError } from '../../src-shared/errors.ts'
import { fileError } from '../files/file-error.ts'
import { outputsOf, type ReconstructOptions } from './options.ts'

/** A small model with its project takes about as much; a disk with less free is as good as full. */
const MIN_FREE_MIB = 32

/**
 * Finds out before the work, not after it, that a result could not be written.
 * Throws `path_not_found`, `permission_denied`, `disk_full`.
 */
export async function checkOutputs(options: ReconstructOptions): Promise<void> {
  const files = [
    ...outputsOf(options).map(({ path }) => path),
    options.project,
    options.report,
    options.preview,
    options.liveScene,
  ]
  const folders = files.filter((file) => file !== undefined).map((file) => dirname(resolve(file)))
  for (const folder of new Set(folders)) await checkFolder(folder)
}

async function checkFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw fileError(cause, folder)
  })
  if (!found?.isDirectory()) {
    throw new StudioError(
      'path_not_found',
      found ? `The output folder ${folder} is a file.` : `The output folder ${folder} does not exist.`,
      found ? 'Choose another folder.' : 'Create it first, or choose another folder.',
    )
  }
  await access(folder, constants.W_OK).catch((cause: unknown) => {
    throw fileError(cause, folder)
  })
  const { bavail, bsize } = await statfs(folder)
  const freeMiB = (bavail * bsize) / 2 ** 20
  if (freeMiB < MIN_FREE_MIB) {
    throw new StudioError(
      'disk_full',
      `The disk of the output folder ${folder} is full: ${freeMiB.toFixed(1)} MiB left, at least ${MIN_FREE_MIB} are needed.`,
      'Free some space, or choose a folder on another disk.',
    )
  }
}
