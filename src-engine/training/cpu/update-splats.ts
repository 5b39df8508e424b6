import { shCoefficientCount } from '../../../src-shared/splat-cloud.ts'
import { adamUpdate } from './adam.ts'
import {
  backwardScratch,
  GRADIENT_LOG_SCALE,
  GRADIENT_OPACITY,
  GRADIENT_POSITION,
  GRADIENT_ROTATION,
  GRADIENT_SH,
  projectSplatBackward,
} from './project-splat-backward.ts'
import { cameraCenter } from './project-splats.ts'
import { SLOT_STRIDE } from './raster-constants.ts'
import { regulariseSplat } from './regularise-splat.ts'
import type { SharedBuffers } from './shared-buffers.ts'
import { FOOTPRINT_LENGTH } from './splat-footprint.ts'
import { BETA1, BETA2, type StepSettings } from './step-settings.ts'

/**
 * The end of a step for splats `from` .. `to`: sums each splat's slots, takes the gradient back to the parameters and
 * applies Adam. Splats that no tile drew are left alone (sparse Adam). A splat whose gradient is not finite is skipped,
 * so that one bad number cannot spread.
 */
export function createSplatUpdate(buffers: SharedBuffers): (settings: StepSettings, from: number, to: number) => void {
  const { splats, firstMoments, secondMoments, slots, slotStarts, projected, steepness, seen } = buffers
  const stored = shCoefficientCount(splats.shDegree)
  const slot = new Float64Array(SLOT_STRIDE)
  const gradient = new Float64Array(GRADIENT_SH + 3 * 16)
  const scratch = backwardScratch(FOOTPRINT_LENGTH)
  const apply = (
    name: 'positions' | 'logScales' | 'rotations' | 'opacityLogits' | 'sh',
    offset: number,
    count: number,
    from: number,
    rate: number,
    firstBias: number,
    secondBias: number,
  ) =>
    adamUpdate(
      splats[name],
      firstMoments[name],
      secondMoments[name],
      offset,
      count,
      gradient,
      from,
      rate,
      firstBias,
      secondBias,
    )

  return (settings, from, to) => {
    const { view, activeDegree } = settings
    const center = cameraCenter(view.pose)
    const used = shCoefficientCount(activeDegree)
    const one = 1 / (1 - BETA1 ** settings.adamStep)
    const two = 1 / (1 - BETA2 ** settings.adamStep)
    // The steepness is per pixel of this image; in units of the image's width it compares across sizes.
    const steepUnit = view.width / 2
    for (let i = from; i < to; i++) {
      const firstSlot = slotStarts[i]
      const endSlot = slotStarts[i + 1]
      if (firstSlot === endSlot) continue
      slot.fill(0)
      for (let s = firstSlot * SLOT_STRIDE; s < endSlot * SLOT_STRIDE; s += SLOT_STRIDE) {
        for (let k = 0; k < SLOT_STRIDE; k++) slot[k] += slots[s + k]
      }
      projectSplatBackward(splats, i, view, center, activeDegree, projected, slot, scratch, gradient)
      regulariseSplat(splats, i, settings, gradient)
      let sum = slot[9]
      for (let k = 0; k < GRADIENT_SH + 3 * used; k++) sum += gradient[k]
      if (!Number.isFinite(sum)) continue
      steepness[i] += slot[9] * steepUnit
      seen[i]++
      apply('positions', 3 * i, 3, GRADIENT_POSITION, settings.positionRate, one, two)
      apply('logScales', 3 * i, 3, GRADIENT_LOG_SCALE, settings.scaleRate, one, two)
      apply('rotations', 4 * i, 4, GRADIENT_ROTATION, settings.rotationRate, one, two)
      apply('opacityLogits', i, 1, GRADIENT_OPACITY, settings.opacityRate, one, two)
      apply('sh', 3 * stored * i, 3, GRADIENT_SH, settings.colorRate, one, two)
      if (used > 1) {
        apply('sh', 3 * stored * i + 3, 3 * (used - 1), GRADIENT_SH + 3, settings.harmonicsRate, one, two)
      }
    }
  }
}
