import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { StudioError } from '../../src-shared/errors.ts'
import type { WorkOptions } from '../../src-shared/progress.ts'
import { isRigViewName } from '../../src-shared/rig-view-name.ts'
import { loadMatte } from '../background/load-matte.ts'
import { fileError } from '../files/file-error.ts'
import { loadPhoto } from '../photos/load-photo.ts'
import { betweenLongSteps } from '../threads/between-long-steps.ts'
import { alphaOnPlain } from './alpha-on-plain.ts'
import type { ObjectView } from './object-view.ts'
import { RIG_VIEWS, rigCameras } from './rig.ts'

const LEAST_SIZE = 64
/** An object covers between these shares of each view; more or less is no object on a backdrop. */
const LEAST_COVER = 0.005
const MOST_COVER = 0.95

/** Whether a file beside a rig's views is one of them, by its name. */
export function isRigView(path: string): boolean {
  return isRigViewName(basename(path))
}

/**
 * Reads sixteen views at hand, a folder of them or the files themselves, in the order of their names (view 2 before view 10): view k is taken to be at azimuth
 * k x 22.5 degrees of the rig. The object's outline comes from the alpha channel, or from a plain backdrop.
 *
 * @throws StudioError `validation_failed` when they are not sixteen square pictures of one size with an object each,
 * `photo_unreadable`, `path_not_found`, `permission_denied`, `cancelled`.
 */
export async function readRigViews(
  folderOrFiles: string | readonly string[],
  options: WorkOptions = {},
): Promise<ObjectView[]> {
  const given = typeof folderOrFiles === 'string' ? await filesIn(folderOrFiles) : folderOrFiles
  const paths = given
    .filter(isRigView)
    .sort((a, b) => basename(a).localeCompare(basename(b), 'en', { numeric: true }) || (a < b ? -1 : 1))
  const folder = typeof folderOrFiles === 'string' ? folderOrFiles : dirname(paths[0] ?? '.')
  if (paths.length !== RIG_VIEWS) {
    throw notARig(folder, `holds ${paths.length} views, not ${RIG_VIEWS}`)
  }
  const views: ObjectView[] = []
  for (const path of paths) {
    await betweenLongSteps(options)
    views.push(await readView(folder, path, views))
    options.onProgress?.(views.length / RIG_VIEWS, 'Reading views')
  }
  return views
}

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((cause: unknown) => Promise.reject(fileError(cause, folder)))
  return names.map((name) => join(folder, name))
}

async function readView(folder: string, path: string, before: readonly ObjectView[]): Promise<ObjectView> {
  const name = basename(path)
  const image = await loadPhoto(path)
  const { width, height } = image
  if (width !== height) throw notARig(folder, `holds ${name}, which is ${width} x ${height} and not square`)
  if (width < LEAST_SIZE) throw notARig(folder, `holds ${name}, which is only ${width} pixels wide`)
  const [first] = before
  if (first && first.image.width !== width) {
    throw notARig(folder, `holds views of different sizes (${first.image.width} and, ${name}, ${width} pixels)`)
  }
  const alpha = (await loadMatte(path, width, height))?.data ?? alphaOnPlain(image)
  const cover = alpha.reduce((sum, value) => sum + value, 0) / alpha.length
  if (cover < LEAST_COVER || cover > MOST_COVER) {
    throw notARig(folder, `holds ${name}, in which no object stands out of a plain backdrop`)
  }
  return { camera: { ...rigCameras(width)[before.length], file: name }, image, alpha }
}

function notARig(folder: string, what: string): StudioError {
  return new StudioError(
    'validation_failed',
    `The folder ${basename(folder)} ${what}.`,
    'Give sixteen square pictures of one size, taken every 22.5 degrees around the object from 30 degrees above, in the order of their names, on a plain or transparent backdrop.',
  )
}
