/**
 * So many steps a photo are worth taking: with more, few photos are learnt by heart and all other sights get worse. On
 * `fountain` (9 photos) 1500 steps gave 0.8 dB more on photos never trained on than 3000 (docs/decisions/0012). Never
 * below what any scene needs to settle.
 */
const STEPS_A_PHOTO = 160
const FLOOR = 1000

/** The steps of a preset, or what so many photos can teach where that is less. */
export function usefulSteps(photos: number, steps: number): number {
  return Math.min(steps, Math.max(FLOOR, STEPS_A_PHOTO * photos))
}
