import type { ObjectPicture } from '../background/square-crop.ts'
import { psnrOfError } from '../metrics/psnr.ts'
import { areaResize } from '../photos/area-resize.ts'
import type { ObjectView } from './object-view.ts'

/** Pixels that the photo's object covers by more than this are compared. */
const INSIDE = 0.5

/**
 * How well a view taken by the photo's camera matches the object's picture: PSNR in dB over the pixels inside the
 * object's outline, both over white. A picture larger than the view is shrunk to it.
 */
export function frontPsnr(view: ObjectView, { image, alpha }: ObjectPicture): number {
  const { width, height, data } = view.image
  const over = (i: number, c: number) => alpha[i] * image.data[3 * i + c] + (1 - alpha[i]) * 255
  const photo = new Uint8Array(3 * alpha.length)
  const mask = new Uint8Array(3 * alpha.length)
  for (let i = 0; i < alpha.length; i++)
    for (let c = 0; c < 3; c++) {
      photo[3 * i + c] = over(i, c) + 0.5
      mask[3 * i + c] = 255 * alpha[i] + 0.5
    }
  const small = areaResize({ ...image, data: photo }, width, height).data
  const inside = areaResize({ ...image, data: mask }, width, height).data
  let [sum, count] = [0, 0]
  for (let i = 0; i < data.length; i++) {
    if (inside[i] <= 255 * INSIDE) continue
    sum += ((data[i] - small[i]) / 255) ** 2
    count++
  }
  return psnrOfError(sum / count)
}
