/** How good the splats are, measured on views. */
export interface RefinementQuality {
  /** Against the views, over white, dB. */
  readonly psnr: number
  /** Of the luma, likewise. */
  readonly ssim: number
  /** Null without a `perceptual` model. */
  readonly lpips: number | null
  /** Score of the depth gate between render and view, 0..1. */
  readonly avgDepthConsistency: number
  /** Mean cosine of the patch features of render and view, 0..1. */
  readonly avgFeatureSimilarity: number
}

/** What counts as a full mark, dB. */
const FULL_PSNR = 35

/** The mean of what was measured, each about 0..1. */
export function overallQuality(quality: RefinementQuality): number {
  const { psnr, ssim, lpips, avgDepthConsistency, avgFeatureSimilarity } = quality
  const parts = [psnr / FULL_PSNR, ssim, avgDepthConsistency, avgFeatureSimilarity]
  if (lpips !== null) parts.push(1 - lpips)
  return parts.reduce((sum, part) => sum + part, 0) / parts.length
}
