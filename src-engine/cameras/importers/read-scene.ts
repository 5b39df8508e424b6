import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { StudioError } from '../../../src-shared/errors.ts'
import { parseColmapBinary } from './colmap-binary.ts'
import { parseColmapText } from './colmap-text.ts'
import { fromColmap } from './from-colmap.ts'
import type { ImportedScene } from './imported-scene.ts'
import { parseTransforms } from './transforms-json.ts'

/** Where a COLMAP model may stand below a workspace folder. */
const COLMAP_FOLDERS = ['.', 'sparse/0', 'sparse', '0', 'colmap/sparse/0']
const TRANSFORMS = ['transforms.json', 'transforms_train.json']

const KINDS = 'a COLMAP model (cameras, images, points3D as .bin or .txt) or a transforms.json'

/**
 * Finds and reads the cameras at a path: a folder with a COLMAP model (or a workspace holding one), one of the model's
 * files, a `transforms.json` or a folder with one. Throws `path_not_found`, `unsupported_format`, `validation_failed`.
 */
export async function readScene(path: string): Promise<ImportedScene> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new StudioError('path_not_found', `There are no cameras at ${path}.`, `Give ${KINDS}.`, { cause })
  })
  if (!found.isDirectory()) {
    if (path.toLowerCase().endsWith('.json')) return readTransforms(path)
    if (/^(cameras|images|points3d)\.(bin|txt)$/i.test(basename(path))) return readScene(dirname(path))
    throw new StudioError('unsupported_format', `${path} is no file of cameras that is known here.`, `Give ${KINDS}.`)
  }
  for (const folder of COLMAP_FOLDERS.map((below) => join(path, below))) {
    for (const kind of ['bin', 'txt'] as const) {
      if (await exists(join(folder, `cameras.${kind}`))) return readColmap(folder, kind)
    }
  }
  for (const name of TRANSFORMS) if (await exists(join(path, name))) return readTransforms(join(path, name))
  throw new StudioError(
    'unsupported_format',
    `The folder ${path} holds no cameras that are known here.`,
    `Give ${KINDS}.`,
  )
}

async function readColmap(folder: string, kind: 'bin' | 'txt'): Promise<ImportedScene> {
  const read = (name: string) => readFile(join(folder, `${name}.${kind}`))
  return parsing(folder, async () => {
    const [cameras, images, points] = await Promise.all([read('cameras'), read('images'), read('points3D')])
    if (kind === 'bin') return fromColmap(parseColmapBinary({ cameras, images, points }))
    return fromColmap(
      parseColmapText({ cameras: cameras.toString(), images: images.toString(), points: points.toString() }),
    )
  })
}

async function readTransforms(path: string): Promise<ImportedScene> {
  return parsing(path, async () => parseTransforms(JSON.parse(await readFile(path, 'utf8'))))
}

/** Puts what goes wrong while parsing into words; what is already an error for users passes. */
async function parsing(path: string, parse: () => Promise<ImportedScene>): Promise<ImportedScene> {
  try {
    return await parse()
  } catch (cause) {
    if (cause instanceof StudioError) throw cause
    const { message } = cause as Error
    throw new StudioError(
      'validation_failed',
      `The cameras in ${path} cannot be read: ${message.replaceAll(/\s+/g, ' ').slice(0, 200)}`,
      'Export them again from the program they come from.',
      { cause },
    )
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}
