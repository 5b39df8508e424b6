/**
 * In each step some splats are left out at random, so that none can lean on one photo alone (DropGaussian, Park et al.
 * 2025): where few photos see a place, what is right in them only together is what stays. Splats are chosen by a hash of
 * their number and the step, the same on every backend (kernels/project-splats.as.ts, webgpu/wgsl/project-splats.wgsl.ts).
 */

/** Up to so many photos the whole share is left out, from so many none; measured in docs/decisions/0012. */
const FEW_PHOTOS = 12
const MANY_PHOTOS = 24

/**
 * The more often a photo is seen, the better it is known by heart: of the whole share, so much is left out in a short run,
 * and all of it from so many steps a photo.
 */
const SHORT_RUN = 0.6
const MANY_STEPS = 160

/** Share of the splats left out of each step of a run of `steps` on so many photos; `most` where few are seen often. */
export function leftOutShare(photos: number, steps: number, most: number): number {
  const few = Math.max(0, Math.min(1, (MANY_PHOTOS - photos) / (MANY_PHOTOS - FEW_PHOTOS)))
  const often = Math.min(1, steps / (MANY_STEPS * photos))
  return most * few * (SHORT_RUN + (1 - SHORT_RUN) * often)
}
