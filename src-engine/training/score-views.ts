import { psnr } from '../metrics/psnr.ts'
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

/** Compares each render with its photo (same size); null without photos. Colours beyond 0..1 are clipped as on a screen. */
export function scoreViews(views: readonly TrainingView[], renders: readonly RenderedView[]): HeldOutScore | null {
  if (views.length === 0) return null
  let psnrSum = 0
  let ssimSum = 0
  views.forEach(({ image }, i) => {
    const photo = Float32Array.from(image.data, (v) => v / 255)
    const render = renders[i].color.map((v) => Math.min(1, Math.max(0, v)))
    psnrSum += psnr(photo, render)
    ssimSum += ssim(photo, render, image.width, image.height, 3)
  })
  const photos = views.length
  return { photos, width: views[0].image.width, psnr: psnrSum / photos, ssim: ssimSum / photos }
}
