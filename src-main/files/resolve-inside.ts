import { resolve, sep } from 'node:path'
import { StudioError } from '../../src-shared/errors.ts'

/**
 * The path within the folder. URLs arrive with dots resolved, but encoded dots, slashes and zero bytes are left.
 * Throws `path_not_found` for every path that leads out of the folder.
 */
export function resolveInside(folder: string, pathname: string): string {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    throw outside()
  }
  const path = resolve(folder, `.${sep}${decoded}`)
  if (/[\0\\]/.test(decoded) || decoded.split('/').includes('..') || !path.startsWith(resolve(folder) + sep)) {
    throw outside()
  }
  return path
}

function outside(): StudioError {
  return new StudioError('path_not_found', 'There is no such file.', 'Reload the studio.')
}
