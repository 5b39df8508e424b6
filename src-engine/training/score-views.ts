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

/** SSIM of a render and its photo, colours beyond 0..1 clipped as on a screen. */
export function similarity({ image }: TrainingView, { color }: RenderedView): number {
  const photo = Float32Array.from(image.data, (v) => v / 255)
  const render = color.map((v) => Math.min(1, Math.max(0, v)))
  return ssim(photo, render, image.width, image.height, 3)
}

/** The held-out photos together, from the scores and similarities of each; null without photos. */
export function meanScore(
  scores: readonly PhotoScore[],
  similarities: readonly number[],
  width: number | undefined,
): HeldOutScore | null {
  if (width === undefined) return null
  const photos = scores.length
  const psnr = scores.reduce((sum, score) => sum + score.psnr, 0) / photos
  return { photos, width, psnr, ssim: similarities.reduce((sum, value) => sum + value, 0) / photos }
}
