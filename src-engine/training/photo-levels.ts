import { type Camera, resizeCamera } from '../../src-shared/camera.ts'
import type { RgbImage } from '../../src-shared/photo.ts'
import { areaResize } from '../photos/area-resize.ts'
import type { TrainingPhoto, TrainingView } from './trainer.ts'

/** Photo sizes trained on: the whole, a half, a quarter. */
export const LEVELS = 3

/** The camera of a photo whose sides have been halved so many times. */
export function levelCamera(camera: Camera, halvings: number): Camera {
  const halved = (side: number) => Math.max(1, Math.round(side / 2 ** halvings))
  return resizeCamera(camera, halved(camera.width), halved(camera.height))
}

/** Bytes of a photo of the camera's size, R G B. */
export function photoBytes({ width, height }: Camera): number {
  return 3 * width * height
}

/** Width and height that hold every photo and the largest render. */
export function largestPicture(
  photos: readonly Pick<TrainingPhoto, 'camera'>[],
  { width, height } = { width: 0, height: 0 },
): { width: number; height: number } {
  return {
    width: Math.max(width, ...photos.map(({ camera }) => camera.width)),
    height: Math.max(height, ...photos.map(({ camera }) => camera.height)),
  }
}

/** A photo at every size trained on. */
export function photoLevels({ camera, image }: TrainingView): RgbImage[] {
  return Array.from({ length: LEVELS }, (_, halvings) => {
    const { width, height } = levelCamera(camera, halvings)
    return areaResize(image, width, height)
  })
}

/** Photos as trainers take them, be they in memory already or not. */
export function trainingPhotos(views: readonly (TrainingView | TrainingPhoto)[]): TrainingPhoto[] {
  return views.map((view) => {
    if ('read' in view) return view
    const levels = photoLevels(view)
    return { camera: view.camera, read: async (halvings, into) => into.set(levels[halvings].data) }
  })
}

/** The whole photo. */
export async function readPhoto(view: TrainingView | TrainingPhoto): Promise<RgbImage> {
  if ('image' in view) return view.image
  const { width, height } = view.camera
  const data = new Uint8Array(photoBytes(view.camera))
  await view.read(0, data)
  return { width, height, data }
}
