import type { Camera } from '../../src-shared/camera.ts'

/** Splats beyond one for so many pixels of all photos have nothing to be learnt from: they make noise of them. */
const PIXELS_A_SPLAT = 4

/** The budget, or what the photos can teach where that is less. */
export function usefulBudget(views: readonly { readonly camera: Camera }[], budget: number): number {
  const pixels = views.reduce((sum, { camera }) => sum + camera.width * camera.height, 0)
  return Math.min(budget, Math.ceil(pixels / PIXELS_A_SPLAT))
}
