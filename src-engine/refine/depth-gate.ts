import { alignDisparity } from '../depth/align-disparity.ts'
import { dilated, eroded } from './morphology.ts'

export interface DepthGate {
  /** 1 where a pixel's depth agrees: width * height. */
  readonly mask: Uint8Array
  /** Share of the object that agrees, before the mask is tidied. */
  readonly validRatio: number
  /** How well the depths agree over the object, 0..1: 1 / (1 + (error / tolerance)^2) on average. */
  readonly score: number
  /** Whether the view may be used at all. */
  readonly accepted: boolean
}

/** The original's figures: tolerance at no depth and its growth with depth, in shares of the object's depth. */
const TOLERANCE = 0.1
const TOLERANCE_GROWTH = 0.01
/** Pixels taken off the mask's border and put back on, so that specks go and gaps close. */
const ERODE = 3
const DILATE = 5
const LEAST_VALID = 0.3
const LEAST_SCORE = 0.3
/** Pixels covered less than this have no depth of their own. */
const INSIDE = 0.5
/** Shares of the depths beyond which the nearest and farthest are strays. */
const STRAYS = 0.01

/** One depth against another, of a picture `width` pixels wide. */
export interface DepthPair {
  readonly width: number
  /** Of the render: along z, world units, 0 where there is none. */
  readonly rendered: Float32Array
  /** Coverage in the render, 0..1. */
  readonly alpha: Float32Array
  /** Of the view, at any scale and shift of its inverse; 0 where there is none. */
  readonly estimated: Float32Array
  /** 0..1. */
  readonly confidence: Float32Array
}

/**
 * Where a view's depth agrees with the render's: scale and shift fitted in disparity, then
 * |error| < (0.1 + 0.01 d / range) (2 - confidence), errors in shares of the object's depth range.
 */
export function depthGate({ width, rendered, alpha, estimated, confidence }: DepthPair): DepthGate {
  const inside = alpha.map((value) => (value > INSIDE ? value : 0))
  const mask = new Uint8Array(alpha.length)
  const none = { mask, validRatio: 0, score: 0, accepted: false }
  const fit = alignDisparity(
    estimated.map((depth) => (depth > 0 ? 1 / depth : 0)),
    rendered,
    inside,
  )
  if (!fit) return none
  const known = rendered.filter((depth, i) => depth > 0 && inside[i] > 0).sort()
  const at = (share: number) => known[Math.min(known.length - 1, Math.floor(share * known.length))]
  // A flat object seen from the front still has a tenth of its distance to err in.
  const range = Math.max(at(1 - STRAYS) - at(STRAYS), 0.1 * at(0.5))
  let [objects, valid, score] = [0, 0, 0]
  for (let i = 0; i < mask.length; i++) {
    if (inside[i] === 0) continue
    objects++
    if (estimated[i] <= 0 || rendered[i] <= 0) continue
    const fitted = 1 / Math.max(1e-6, fit.scale / estimated[i] + fit.shift)
    const error = Math.abs(fitted - rendered[i]) / range
    const tolerance = (TOLERANCE + (TOLERANCE_GROWTH * rendered[i]) / range) * (2 - confidence[i])
    score += 1 / (1 + (error / tolerance) ** 2)
    if (error >= tolerance) continue
    mask[i] = 1
    valid++
  }
  if (objects === 0) return none
  const tidy = dilated(eroded(mask, width, ERODE), width, DILATE).map((value, i) => (inside[i] > 0 ? value : 0))
  const [validRatio, mean] = [valid / objects, score / objects]
  return { mask: tidy, validRatio, score: mean, accepted: validRatio >= LEAST_VALID && mean >= LEAST_SCORE }
}
