import { useStats } from '../viewport-runtime.ts'

/** What is known of how fast frames come. Times in ms. */
export interface Quality {
  /** Share of the full resolution while the view moves. */
  share: number
  /** Running mean of the time a frame takes while the view moves; null when it has rested. */
  frameMs: number | null
  lastFrame: number
  lastMotion: number
  lastTold: number
}

/** Below 22 frames a second the picture gets coarser, above 45 finer again. */
const SLOW_MS = 45
const QUICK_MS = 22
/** Coarser than this, shapes can no longer be made out. */
const COARSEST = 0.35
const SHARPEN_MS = 200
const TELL_MS = 250

export function createQuality(): Quality {
  return { share: 1, frameMs: null, lastFrame: 0, lastMotion: 0, lastTold: 0 }
}

/** The share of the full resolution to draw this frame at: full at rest, as much as the machine can while moving. */
export function nextShare(quality: Quality, moving: boolean, now: number): number {
  const took = now - quality.lastFrame
  quality.lastFrame = now
  if (!moving) {
    if (now - quality.lastMotion < SHARPEN_MS) return quality.share
    quality.frameMs = null
    return 1
  }
  // The time since a frame at rest says nothing.
  const rested = now - quality.lastMotion > 1000
  quality.lastMotion = now
  if (rested) return quality.share
  quality.frameMs = quality.frameMs === null ? took : 0.7 * quality.frameMs + 0.3 * took
  if (quality.frameMs > SLOW_MS) quality.share = Math.max(0.85 * quality.share, COARSEST)
  else if (quality.frameMs < QUICK_MS) quality.share = Math.min(1.05 * quality.share, 1)
  return quality.share
}

/** The pixel ratio for this frame; tells the viewport's foot of it now and then. */
export function adaptQuality(quality: Quality, present: number, moving: boolean, now: number): number {
  const share = nextShare(quality, moving, now)
  const full = window.devicePixelRatio
  const ratio = share > 0.97 ? full : share * full
  if (now - quality.lastTold > TELL_MS || !moving) {
    quality.lastTold = now
    const fps = quality.frameMs === null ? null : Math.round(1000 / quality.frameMs)
    const told = useStats.getState()
    if (told.fps !== fps || told.resolution !== ratio / full) useStats.setState({ fps, resolution: ratio / full })
  }
  // A change costs a new drawing buffer: small ones are not worth it.
  return ratio === full || Math.abs(ratio / present - 1) > 0.12 ? ratio : present
}
