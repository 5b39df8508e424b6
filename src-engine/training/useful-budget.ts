import type { Camera } from '../../src-shared/camera.ts'

/**
 * A splat for so many pixels of all photos: with more, each is learnt from too little. On `fountain` (9 photos) a third
 * of the splats gave 0.6 dB more on photos never trained on (docs/decisions/0012). Never below a floor that any scene
 * needs to be recognised, unless there is not even so much to learn from.
 */
const PIXELS_A_SPLAT = 64
const FLOOR = 10_000
const FEWEST_PIXELS_A_SPLAT = 4

/** The budget, or what the photos can teach where that is less. */
export function usefulBudget(views: readonly { readonly camera: Camera }[], budget: number): number {
  const pixels = views.reduce((sum, { camera }) => sum + camera.width * camera.height, 0)
  const most = Math.max(pixels / PIXELS_A_SPLAT, Math.min(FLOOR, pixels / FEWEST_PIXELS_A_SPLAT))
  return Math.min(budget, Math.ceil(most))
}
