import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { StudioError } from '../../src-shared/errors.ts'
import type { WorkOptions } from '../../src-shared/progress.ts'
import { loadMatte } from '../background/load-matte.ts'
import { fileError } from '../files/file-error.ts'
import { loadPhoto } from '../photos/load-photo.ts'
import { betweenLongSteps } from '../threads/between-long-steps.ts'
import { alphaOnPlain } from './alpha-on-plain.ts'
import type { ObjectView } from './object-view.ts'
import { RIG_VIEWS, rigCameras } from './rig.ts'

const PICTURE = /\.(png|jpe?g|webp)$/i
/** Depth maps and masks that lie beside the views. */
const NOT_A_VIEW = /depth|mask|normal/i
const LEAST_SIZE = 64
/** An object covers between these shares of each view; more or less is no object on a backdrop. */
const LEAST_COVER = 0.005
const MOST_COVER = 0.95

/**
 * Reads sixteen views at hand, in the order of their names (view 2 before view 10): view k is taken to be at azimuth
 * k x 22.5 degrees of the rig. The object's outline comes from the alpha channel, or from a plain backdrop.
 *
 * @throws StudioError `validation_failed` when they are not sixteen square pictures of one size with an object each,
 * `photo_unreadable`, `path_not_found`, `permission_denied`, `cancelled`.
 */
export async function readRigViews(folder: string, options: WorkOptions = {}): Promise<ObjectView[]> {
  const names = (await readdir(folder).catch((cause: unknown) => Promise.reject(fileError(cause, folder))))
    .filter((name) => PICTURE.test(name) && !NOT_A_VIEW.test(name))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  if (names.length !== RIG_VIEWS) {
    throw notARig(folder, `holds ${names.length} views, not ${RIG_VIEWS}`)
  }
  const views: ObjectView[] = []
  for (const name of names) {
    await betweenLongSteps(options)
    views.push(await readView(folder, name, views))
    options.onProgress?.(views.length / RIG_VIEWS, 'Reading views')
  }
  return views
}

async function readView(folder: string, name: string, before: readonly ObjectView[]): Promise<ObjectView> {
  const path = join(folder, name)
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
