import type { PhotoScore } from '../../src-shared/events.ts'
import { psnrOfError } from '../metrics/psnr.ts'
import { ssim } from '../metrics/ssim.ts'
import type { RenderedView, TrainingView } from './trainer.ts'

/** How well renders match photos that were not trained on. */
export interface HeldOutScore {
  readonly photos: number
  /** Width in pixels at which render and photo were compared. */
  readonly width: number
  /** Mean over the photos, dB. */
  readonly psnr: number
  readonly ssim: number
}

/** A render that equals its photo, as of a black wall, has no finite PSNR; 8-bit photos are no finer than about 59 dB. */
const MOST_DB = 100

/** PSNR in dB of a render against its photo, both of one size. Colours beyond 0..1 are clipped as on a screen. */
export function scorePhoto({ camera, image }: TrainingView, { color }: RenderedView, heldOut: boolean): PhotoScore {
  const { data } = image
  let squared = 0
  for (let i = 0; i < data.length; i++) squared += (data[i] / 255 - Math.min(1, Math.max(0, color[i]))) ** 2
  return { file: camera.file, psnr: Math.min(MOST_DB, psnrOfError(squared / data.length)), heldOut }
}

/** The held-out photos together, from their own scores and renders, in one order; null without photos. */
export function scoreHeldOut(
  views: readonly TrainingView[],
  renders: readonly RenderedView[],
  scores: readonly PhotoScore[],
): HeldOutScore | null {
  if (views.length === 0) return null
  let ssimSum = 0
  views.forEach(({ image }, i) => {
    const photo = Float32Array.from(image.data, (v) => v / 255)
    const render = renders[i].color.map((v) => Math.min(1, Math.max(0, v)))
    ssimSum += ssim(photo, render, image.width, image.height, 3)
  })
  const photos = views.length
  const psnr = scores.reduce((sum, score) => sum + score.psnr, 0) / photos
  return { photos, width: views[0].image.width, psnr, ssim: ssimSum / photos }
}
