import { type Camera, resizeCamera } from '../../src-shared/camera.ts'
import type { Photo, RgbImage } from '../../src-shared/photo.ts'
import { betweenSteps, type WorkOptions } from '../../src-shared/progress.ts'
import { areaResize } from '../photos/area-resize.ts'
import { loadPhoto } from '../photos/load-photo.ts'
import { undistortView } from '../photos/undistort.ts'
import type { TrainingView } from '../training/trainer.ts'

/**
 * Loads the photos of the cameras at `width` pixels (less where the photo is smaller), lens distortion removed.
 * Pixels lie in shared memory, where worker threads read them without a copy. Distortion goes at twice that width, so that its interpolation leaves no blur in the result.
 */
export async function loadPinholeViews(
  photos: readonly Pick<Photo, 'file' | 'path'>[],
  cameras: readonly Camera[],
  width: number,
  options: WorkOptions,
): Promise<TrainingView[]> {
  const paths = new Map(photos.map(({ file, path }) => [file, path]))
  const views: TrainingView[] = []
  for (const camera of cameras) {
    await betweenSteps(options)
    const path = paths.get(camera.file)
    if (path === undefined) throw new Error(`No photo belongs to the camera ${camera.file}`)
    const view = undistortView(await loadPhoto(path, { maxWidth: 2 * width }), camera)
    const shrunk = Math.min(width, view.image.width)
    const height = Math.max(1, Math.round((view.image.height * shrunk) / view.image.width))
    const image = areaResize(view.image, shrunk, height)
    views.push({ image: shared(image), camera: resizeCamera(view.camera, image.width, image.height) })
    options.onProgress?.(views.length / cameras.length, 'Loading photos')
  }
  return views
}

function shared(image: RgbImage): RgbImage {
  const data = new Uint8Array(new SharedArrayBuffer(image.data.length))
  data.set(image.data)
  return { ...image, data }
}
