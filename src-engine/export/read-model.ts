import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { StudioError } from '../../src-shared/errors.ts'
import { isModelFormat, MODEL_FORMATS, type ModelFormat } from '../../src-shared/formats.ts'

/** The format a path names by its extension. Throws `unsupported_format`. */
export function formatOf(path: string): ModelFormat {
  const extension = extname(path).slice(1).toLowerCase()
  if (isModelFormat(extension)) return extension
  throw new StudioError(
    'unsupported_format',
    extension ? `The format .${extension} of ${path} is not known.` : `${path} has no file extension.`,
    `Use one of: ${MODEL_FORMATS.join(', ')}.`,
  )
}

/** The bytes of a model file. Throws `path_not_found`, `permission_denied`. */
export async function readModelFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EACCES') {
      throw new StudioError('permission_denied', `${path} may not be read.`, 'Give yourself permission to read it.', {
        cause,
      })
    }
    throw new StudioError('path_not_found', `There is no file ${path}.`, 'Check the path.', { cause })
  }
}
