import type { Floats } from './raster-constants.ts'

/** Share of 1 - SSIM in the loss; the rest is the mean absolute difference. As in the 3DGS reference. */
export const SSIM_SHARE = 0.2

/** Pixels of the SSIM window on either side of its middle. */
export const RADIUS = 5
/** SSIM's guards against division by zero, for values of 0..1 (Wang et al. 2004). */
export const C1 = 0.01 * 0.01
export const C2 = 0.03 * 0.03

/** Weights of the 11-tap Gaussian window with sigma 1.5 (Wang et al. 2004), summing to 1. */
export const SSIM_WINDOW: Float64Array = (() => {
  const weights = Float64Array.from({ length: 2 * RADIUS + 1 }, (_, i) =>
    Math.exp(-((i - RADIUS) ** 2) / (2 * 1.5 ** 2)),
  )
  const sum = weights.reduce((a, b) => a + b)
  return weights.map((w) => w / sum)
})()

/*
 * The row loops below are the reference, in either precision, of kernels/photometric-loss.as.ts, which the threads run.
 */

/** The planes the loss works on; each has `stride` pixels a row and `plane` pixels in all; channels are R, G, B. */
export interface LossPlanes {
  readonly width: number
  readonly height: number
  readonly stride: number
  readonly plane: number
  /** The render: 3 planes. */
  readonly color: Floats
  /** The photo, 0..1: 3 planes. */
  readonly target: Floats
  /** Filled: derivatives of SSIM by the window's mean of x, of x^2 and of x y: 9 planes, three a channel. */
  readonly maps: Floats
  /** Filled: derivative of the loss by the render: 3 planes. */
  readonly gradient: Floats
  /** Filled: for each row the sums of |x - y|, of SSIM and of (x - y)^2: 3 a row. */
  readonly rowSums: Floats
}

/** Working memory for one thread; `width` is the widest image. */
export function lossScratch(width: number): Float64Array {
  return new Float64Array(5 * (width + 2 * RADIUS))
}

/**
 * First pass over row `y`: the window's moments, SSIM and its derivatives by them, and the row's sums. Outside the image
 * both pictures count as black, as in the common "same" convolution.
 */
export function lossRow(planes: LossPlanes, y: number, scratch: Float64Array): void {
  const { width, height, stride, plane, color, target, maps, rowSums } = planes
  const padded = width + 2 * RADIUS
  const first = Math.max(0, y - RADIUS)
  const last = Math.min(height - 1, y + RADIUS)
  let absolute = 0
  let structure = 0
  let squared = 0
  scratch.fill(0)
  for (let channel = 0; channel < 3; channel++) {
    const base = channel * plane
    for (let x = 0; x < width; x++) {
      let mx = 0
      let my = 0
      let mxx = 0
      let myy = 0
      let mxy = 0
      for (let row = first; row <= last; row++) {
        const weight = SSIM_WINDOW[row - y + RADIUS]
        const a = color[base + row * stride + x]
        const b = target[base + row * stride + x]
        mx += weight * a
        my += weight * b
        mxx += weight * a * a
        myy += weight * b * b
        mxy += weight * a * b
      }
      scratch[RADIUS + x] = mx
      scratch[padded + RADIUS + x] = my
      scratch[2 * padded + RADIUS + x] = mxx
      scratch[3 * padded + RADIUS + x] = myy
      scratch[4 * padded + RADIUS + x] = mxy
    }
    for (let x = 0; x < width; x++) {
      let mx = 0
      let my = 0
      let mxx = 0
      let myy = 0
      let mxy = 0
      for (let k = 0; k <= 2 * RADIUS; k++) {
        const weight = SSIM_WINDOW[k]
        mx += weight * scratch[x + k]
        my += weight * scratch[padded + x + k]
        mxx += weight * scratch[2 * padded + x + k]
        myy += weight * scratch[3 * padded + x + k]
        mxy += weight * scratch[4 * padded + x + k]
      }
      const a1 = 2 * mx * my + C1
      const a2 = 2 * (mxy - mx * my) + C2
      const b1 = mx * mx + my * my + C1
      const b2 = mxx - mx * mx + myy - my * my + C2
      const similarity = (a1 * a2) / (b1 * b2)
      const p = y * stride + x
      const map = 3 * base + p
      maps[map] = (2 * my * (a2 - a1)) / (b1 * b2) + 2 * mx * similarity * (1 / b2 - 1 / b1)
      maps[map + plane] = -similarity / b2
      maps[map + 2 * plane] = (2 * a1) / (b1 * b2)
      const difference = color[base + p] - target[base + p]
      absolute += Math.abs(difference)
      structure += similarity
      squared += difference * difference
    }
  }
  rowSums[3 * y] = absolute
  rowSums[3 * y + 1] = structure
  rowSums[3 * y + 2] = squared
}

/** Second pass over row `y`, once the maps of all rows stand: the gradient of the loss by the render. */
export function lossGradientRow(planes: LossPlanes, y: number, scratch: Float64Array): void {
  const { width, height, stride, plane, color, target, maps, gradient } = planes
  const padded = width + 2 * RADIUS
  const first = Math.max(0, y - RADIUS)
  const last = Math.min(height - 1, y + RADIUS)
  const perValue = 1 / (3 * width * height)
  scratch.fill(0)
  for (let channel = 0; channel < 3; channel++) {
    const base = channel * plane
    for (let x = 0; x < width; x++) {
      let byMean = 0
      let bySquare = 0
      let byProduct = 0
      for (let row = first; row <= last; row++) {
        const weight = SSIM_WINDOW[row - y + RADIUS]
        const map = 3 * base + row * stride + x
        byMean += weight * maps[map]
        bySquare += weight * maps[map + plane]
        byProduct += weight * maps[map + 2 * plane]
      }
      scratch[RADIUS + x] = byMean
      scratch[padded + RADIUS + x] = bySquare
      scratch[2 * padded + RADIUS + x] = byProduct
    }
    for (let x = 0; x < width; x++) {
      let byMean = 0
      let bySquare = 0
      let byProduct = 0
      for (let k = 0; k <= 2 * RADIUS; k++) {
        const weight = SSIM_WINDOW[k]
        byMean += weight * scratch[x + k]
        bySquare += weight * scratch[padded + x + k]
        byProduct += weight * scratch[2 * padded + x + k]
      }
      const p = base + y * stride + x
      const a = color[p]
      const b = target[p]
      const slope = byMean + 2 * a * bySquare + b * byProduct
      gradient[p] = perValue * ((1 - SSIM_SHARE) * Math.sign(a - b) - SSIM_SHARE * slope)
    }
  }
}
