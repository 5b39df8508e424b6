import { mkdir, open, rename, rm, statfs } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { StudioError } from '../../src-shared/errors.ts'

export interface OutputFile {
  readonly path: string
  readonly bytes: Uint8Array
}

let temporaries = 0

/**
 * Writes the files of one model whole or not at all: each to a temporary file beside its place, and only when all are
 * on the disk are they renamed, in the order given. Missing folders are made. Nothing is left behind on failure.
 * Throws `disk_full` (with the size needed), `permission_denied`, `path_not_found`. Gives the bytes written.
 */
export async function writeFiles(files: readonly OutputFile[]): Promise<number> {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0)
  const written: { from: string; to: string }[] = []
  try {
    for (const file of files) {
      await mkdir(dirname(file.path), { recursive: true })
      const name = `.${basename(file.path)}.${process.pid}-${temporaries++}.tmp`
      const temporary = join(dirname(file.path), name)
      written.push({ from: temporary, to: file.path })
      const handle = await open(temporary, 'wx')
      try {
        await handle.writeFile(file.bytes)
        await handle.sync()
      } finally {
        await handle.close()
      }
    }
    for (const { from, to } of written) await rename(from, to)
    return bytes
  } catch (cause) {
    for (const { from } of written) await rm(from, { force: true })
    throw await writeError(cause, files[0].path, bytes)
  }
}

async function writeError(cause: unknown, path: string, bytes: number): Promise<unknown> {
  const folder = dirname(path)
  switch ((cause as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG': {
      const free = await statfs(folder).then(
        ({ bavail, bsize }) => ` and ${fileSize(bavail * bsize)} are free`,
        () => '',
      )
      return new StudioError(
        'disk_full',
        `The disk is full: ${path} needs ${fileSize(bytes)}${free}.`,
        'Free some space or choose a folder on another disk, then export again.',
        { cause, bytes },
      )
    }
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StudioError(
        'permission_denied',
        `${path} may not be written.`,
        'Choose another folder, or give yourself permission to write there.',
        { cause },
      )
    case 'EISDIR':
    case 'ENOTEMPTY':
      return new StudioError('path_not_found', `${path} is a folder.`, 'Give the file a name of its own.', { cause })
    case 'EEXIST':
    case 'ENOTDIR':
    case 'ENOENT':
    case 'ENAMETOOLONG':
      return new StudioError(
        'path_not_found',
        `The folder ${folder} cannot be made: something else is in its way.`,
        'Choose another folder for the output.',
        { cause },
      )
    default:
      return cause
  }
}

/** A size for a person: 4 KiB, 1.5 MiB. */
function fileSize(bytes: number): string {
  const [size, unit] = bytes < 2 ** 20 ? [bytes / 2 ** 10, 'KiB'] : [bytes / 2 ** 20, 'MiB']
  return `${size < 10 ? size.toFixed(1) : size.toFixed(0)} ${unit}`
}
