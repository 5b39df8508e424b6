/** Every so many photos one is kept from training, the usual split of the field (Mip-NeRF 360). */
const HOLD_OUT_EVERY = 8

/** Width in pixels at which held-out photos are scored, whatever the training width, so that figures compare. */
export const SCORING_WIDTH = 400

/** Parts photos, in their order, into those to train on and those held out: 0, 8, 16, ... */
export function splitHeldOut<T>(photos: readonly T[], holdOut: boolean): { trained: T[]; heldOut: T[] } {
  const isHeldOut = (index: number) => holdOut && index % HOLD_OUT_EVERY === 0
  return {
    trained: photos.filter((_, index) => !isHeldOut(index)),
    heldOut: photos.filter((_, index) => isHeldOut(index)),
  }
}
