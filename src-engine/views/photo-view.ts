import type { Camera } from '../../src-shared/camera.ts'
import type { ObjectPicture } from '../background/square-crop.ts'
import type { ObjectView } from './object-view.ts'

/** The object's picture as a view of its camera, which has its size: over white, as all views are. */
export function photoView({ image, alpha }: ObjectPicture, camera: Camera): ObjectView {
  const data = image.data.map((value, k) => {
    const cover = alpha[Math.floor(k / 3)]
    return Math.round(cover * value + (1 - cover) * 255)
  })
  return { camera, image: { ...image, data }, alpha }
}
