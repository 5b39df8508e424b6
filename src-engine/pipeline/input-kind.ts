import { resolve } from 'node:path'
import { StudioError } from '../../src-shared/errors.ts'
import { listPhotoFiles } from '../photos/list-photo-files.ts'
import { isRigView, readRigViews } from '../views/read-rig-views.ts'
import { areRigSized } from '../views/rig-sized.ts'
import type { ReconstructOptions } from './options.ts'

/** What a run is given, which decides its stages. Paths are absolute. */
export type RunInput =
  | { readonly kind: 'photos' }
  | { readonly kind: 'one-photo'; readonly file: string }
  /** Sixteen views of the rig, cut out or on a plain backdrop. */
  | { readonly kind: 'views'; readonly files: readonly string[] }

/**
 * One file is one photo. Sixteen small squares of one size, each with an object on a plain or transparent backdrop, are
 * the views of the rig, unless known cameras or splats to start from come with them. Everything else is photos to solve.
 * Where `pictures` says what several are, they are that. Throws `validation_failed` where they are said to be views and are none.
 */
export async function inputOf(options: ReconstructOptions): Promise<RunInput> {
  const { photos, pictures = 'auto' } = options
  const files = await listPhotoFiles(typeof photos === 'string' ? resolve(photos) : photos)
  if (files.length === 1) {
    refuseForOnePhoto(options)
    return { kind: 'one-photo', file: files[0] }
  }
  if (pictures === 'photos' || options.cameras !== undefined || options.startFrom !== undefined)
    return { kind: 'photos' }
  const views = files.filter(isRigView)
  if (pictures === 'auto' && !(await areRigSized(views))) return { kind: 'photos' }
  try {
    await readRigViews(views, { signal: options.signal })
  } catch (cause) {
    if (pictures === 'auto' && cause instanceof StudioError && cause.code === 'validation_failed')
      return { kind: 'photos' }
    throw cause
  }
  return { kind: 'views', files: views }
}

function refuseForOnePhoto({ cameras, startFrom }: ReconstructOptions): void {
  const given =
    cameras !== undefined ? 'Known cameras are' : startFrom !== undefined ? 'Splats to start from are' : null
  if (given === null) return
  throw new StudioError(
    'bad_arguments',
    `${given} of no use to a model made of one photo.`,
    'Leave them out, or give several photos of the object.',
  )
}
