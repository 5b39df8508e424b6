/** Half width of the window, its standard deviation and the two stabilisers, for values in 0..1 (Wang et al. 2004). */
const RADIUS = 5
const SIGMA = 1.5
const C1 = 0.01 ** 2
const C2 = 0.03 ** 2

/**
 * Structural similarity of two images (Wang, Bovik, Sheikh, Simoncelli 2004): 11x11 Gaussian window with sigma 1.5, mean over
 * the positions where the window lies inside the image and over the channels. Values in 0..1, interleaved,
 * `channels` * width * height each. 1 for equal images. Throws when the image is smaller than the window.
 */
export function ssim(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  width: number,
  height: number,
  channels: number,
): number {
  const size = 2 * RADIUS + 1
  if (width < size || height < size) throw new Error(`SSIM needs at least ${size} x ${size} pixels`)
  const window = gaussianWindow()
  let sum = 0
  for (let c = 0; c < channels; c++) {
    const moments = (f: (x: number, y: number) => number) => {
      const values = new Float64Array(width * height)
      for (let i = 0; i < values.length; i++) values[i] = f(a[i * channels + c], b[i * channels + c])
      return blur(width, height, window, values)
    }
    const mx = moments((x) => x)
    const my = moments((_, y) => y)
    const mxx = moments((x) => x * x)
    const myy = moments((_, y) => y * y)
    const mxy = moments((x, y) => x * y)
    for (let i = 0; i < mx.length; i++) {
      const product = mx[i] * my[i]
      const squares = mx[i] * mx[i] + my[i] * my[i]
      sum += ((2 * product + C1) * (2 * (mxy[i] - product) + C2)) / ((squares + C1) * (mxx[i] + myy[i] - squares + C2))
    }
  }
  return sum / (channels * (width - size + 1) * (height - size + 1))
}

function gaussianWindow(): Float64Array {
  const weights = Float64Array.from({ length: 2 * RADIUS + 1 }, (_, i) =>
    Math.exp(-((i - RADIUS) ** 2) / (2 * SIGMA ** 2)),
  )
  const sum = weights.reduce((x, y) => x + y)
  return weights.map((w) => w / sum)
}

/** Separable window over the positions where it fits: (width - 10) * (height - 10) values. */
function blur(width: number, height: number, window: Float64Array, values: Float64Array): Float64Array {
  const across = width - 2 * RADIUS
  const rows = new Float64Array(across * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < across; x++) {
      let sum = 0
      for (let k = 0; k < window.length; k++) sum += window[k] * values[y * width + x + k]
      rows[y * across + x] = sum
    }
  }
  const out = new Float64Array(across * (height - 2 * RADIUS))
  for (let i = 0; i < out.length; i++) {
    let sum = 0
    for (let k = 0; k < window.length; k++) sum += window[k] * rows[i + k * across]
    out[i] = sum
  }
  return out
}
