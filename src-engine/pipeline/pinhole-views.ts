import { type Camera, resizeCamera } from '../../src-shared/camera.ts'
import type { Photo, RgbImage } from '../../src-shared/photo.ts'
import { betweenSteps, type WorkOptions } from '../../src-shared/progress.ts'
import { areaResize } from '../photos/area-resize.ts'
import { loadPhoto } from '../photos/load-photo.ts'
import { undistortView } from '../photos/undistort.ts'
import type { TrainingView } from '../training/trainer.ts'

/**
 * Loads the photos of the cameras, one when the one before is done with, at `width` pixels (less where the photo is
 * smaller), lens distortion removed. Distortion goes at twice that width, so that its interpolation leaves no blur in the
 * result. Throws `photo_unreadable`, `cancelled`.
 */
export async function* pinholeViews(
  photos: readonly Pick<Photo, 'file' | 'path'>[],
  cameras: readonly Camera[],
  width: number,
  options: WorkOptions,
): AsyncGenerator<TrainingView> {
  const paths = new Map(photos.map(({ file, path }) => [file, path]))
  for (const [index, camera] of cameras.entries()) {
    await betweenSteps(options)
    const path = paths.get(camera.file)
    if (path === undefined) throw new Error(`No photo belongs to the camera ${camera.file}`)
    const view = undistortView(await loadPhoto(path, { maxWidth: 2 * width }), camera)
    const shrunk = Math.min(width, view.image.width)
    const height = Math.max(1, Math.round((view.image.height * shrunk) / view.image.width))
    const image = areaResize(view.image, shrunk, height)
    options.onProgress?.((index + 1) / cameras.length, 'Loading photos')
    yield { image, camera: resizeCamera(view.camera, image.width, image.height) }
  }
}

/** The same all at once, their pixels in shared memory, where worker threads read them without a copy. */
export async function loadPinholeViews(...which: Parameters<typeof pinholeViews>): Promise<TrainingView[]> {
  const views: TrainingView[] = []
  for await (const { camera, image } of pinholeViews(...which)) views.push({ camera, image: shared(image) })
  return views
}

function shared(image: RgbImage): RgbImage {
  const data = new Uint8Array(new SharedArrayBuffer(image.data.length))
  data.set(image.data)
  return { ...image, data }
}
