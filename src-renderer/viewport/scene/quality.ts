/** What is known of how fast pictures are drawn. Times in ms. */
export interface Quality {
  /** Share of the full resolution while the view moves. */
  share: number
  lastMotion: number
}

/** A picture that takes longer makes the next ones coarser: less than 22 a second. */
const SLOW_MS = 45
/** And one that takes less, finer: more than 50 a second. */
const QUICK_MS = 20
/** Coarser than this, shapes can no longer be made out. */
const COARSEST = 0.3
/** So long after the last motion the view counts as at rest. */
export const SHARPEN_MS = 220
/** A new resolution costs new buffers: one that differs by less is not worth it. */
const LEAST_CHANGE = 0.12

export function createQuality(): Quality {
  return { share: 1, lastMotion: Number.NEGATIVE_INFINITY }
}

/**
 * The share of the full resolution to draw the next picture at, 0 to 1: full at rest, as much as the machine can while
 * moving. `present` is the share of the last picture, `tookMs` what it took. Time goes with the number of pixels.
 */
export function nextShare(
  quality: Quality,
  present: number,
  tookMs: number | null,
  moving: boolean,
  now: number,
): number {
  if (moving) quality.lastMotion = now
  else if (now - quality.lastMotion >= SHARPEN_MS) return 1
  const slow = tookMs !== null && tookMs > SLOW_MS
  const quick = tookMs !== null && tookMs < QUICK_MS
  // The first picture after a rest was drawn at full resolution: what it took counts for that, not for `share`.
  if (slow) quality.share = Math.min(quality.share, Math.max(present * Math.sqrt(SLOW_MS / tookMs), COARSEST))
  else if (quick && present >= quality.share) quality.share = Math.min(1.15 * quality.share, 1)
  return Math.abs(quality.share / present - 1) > LEAST_CHANGE ? quality.share : present
}
