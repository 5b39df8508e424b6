import { randomBytes } from 'node:crypto'
import { StudioError } from '../../src-shared/errors.ts'

/** A file the host has let the studio use. */
export interface IssuedFile {
  readonly path: string
  /** Its name as the user knows it. */
  readonly name: string
  /** An upload: it may be moved into a project, and is deleted when it is not wanted. Other files are copied. */
  readonly temporary: boolean
}

/** Stands between the studio and paths: a studio names files by handles, which only the host can issue. */
export interface PhotoHandles {
  issue(file: IssuedFile): string
  /** A handle is good for one use. Throws `path_not_found`. */
  take(handle: string): IssuedFile
  /** The file of a handle, which stays good. Throws likewise. */
  look(handle: string): IssuedFile
}

export function createPhotoHandles(): PhotoHandles {
  const issued = new Map<string, IssuedFile>()
  const look = (handle: string) => {
    const file = issued.get(handle)
    if (file) return file
    throw new StudioError('path_not_found', 'This file is not known here.', 'Add the photo again.')
  }
  return {
    issue: (file) => {
      const handle = randomBytes(16).toString('hex')
      issued.set(handle, file)
      return handle
    },
    take: (handle) => {
      const file = look(handle)
      issued.delete(handle)
      return file
    },
    look,
  }
}
