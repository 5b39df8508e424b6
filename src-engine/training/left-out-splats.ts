/**
 * In each step some splats are left out at random, so that none can lean on one photo alone (DropGaussian, Park et al.
 * 2025): where few photos see a place, what is right in them only together is what stays. Splats are chosen by a hash of
 * their number and the step, the same on every backend (kernels/project-splats.as.ts, webgpu/wgsl/project-splats.wgsl.ts).
 */

/** Up to so many photos the whole share is left out, from so many none; measured in docs/decisions/0012. */
const FEW_PHOTOS = 12
const MANY_PHOTOS = 24

/** Share of the splats left out of a step of a run on so many photos; `most` of few. */
export function leftOutShare(photos: number, most: number): number {
  return most * Math.max(0, Math.min(1, (MANY_PHOTOS - photos) / (MANY_PHOTOS - FEW_PHOTOS)))
}
