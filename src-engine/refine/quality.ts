import type { RefinementQuality } from '../../src-shared/refinement.ts'

/** What counts as a full mark, dB. */
const FULL_PSNR = 35

/** The mean of what was measured, each about 0..1. */
export function overallQuality(quality: RefinementQuality): number {
  const { psnr, ssim, lpips, avgDepthConsistency, avgFeatureSimilarity } = quality
  const parts = [psnr / FULL_PSNR, ssim, avgDepthConsistency, avgFeatureSimilarity]
  if (lpips !== null) parts.push(1 - lpips)
  return parts.reduce((sum, part) => sum + part, 0) / parts.length
}
