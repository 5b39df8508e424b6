import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { GRADIENT_LOG_SCALE, GRADIENT_OPACITY } from './project-splat-backward.ts'

/** Natural logarithm of how many times thinner than its next axis a splat is made. */
export const FLAT_ENOUGH = Math.log(5)

/** Pulls of a step: see `TrainingRecipe`. */
export interface SurfacePulls {
  /** In units of the loss; positive pulls to 0. */
  readonly opacityPull: number
  readonly flattening: number
  /** World units. */
  readonly surfaceReach: number
}

/**
 * Adds to the gradient of splat `i` what does not come from the photos: `opacityPull` times the derivative of its opacity
 * (positive pulls to 0), and `flattening` on its smallest log-scale until the splat is a disc. Farther than `surfaceReach`
 * world units from the origin no splat is made opaque or flat.
 */
export function regulariseSplat(
  splats: Pick<SplatCloud, 'positions' | 'logScales' | 'opacityLogits'>,
  i: number,
  { opacityPull, flattening, surfaceReach }: SurfacePulls,
  gradient: Float64Array,
): void {
  const { positions } = splats
  const within = Math.hypot(positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) < surfaceReach
  const opacity = 1 / (1 + Math.exp(-splats.opacityLogits[i]))
  gradient[GRADIENT_OPACITY] += (within ? opacityPull : Math.max(0, opacityPull)) * opacity * (1 - opacity)
  if (!within) return
  const { logScales } = splats
  const [x, y, z] = [logScales[3 * i], logScales[3 * i + 1], logScales[3 * i + 2]]
  const smallest = Math.min(x, y, z)
  const middle = x + y + z - smallest - Math.max(x, y, z)
  if (middle - smallest > FLAT_ENOUGH) return
  gradient[GRADIENT_LOG_SCALE + (smallest === x ? 0 : smallest === y ? 1 : 2)] += flattening
}
