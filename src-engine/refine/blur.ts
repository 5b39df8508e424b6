/**
 * Values blurred by a Gaussian (cut off at three standard deviations), `channels` interleaved, `width` pixels a row; the
 * border is repeated.
 */
export function blurred(values: Float32Array, width: number, channels: number, sigma: number): Float32Array {
  const reach = Math.ceil(3 * sigma)
  const bell = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)))
  const sum = bell.reduce((a, b) => a + b)
  const kernel = Float64Array.from(bell, (value) => value / sum)
  const height = values.length / (channels * width)
  const row = channels * width
  const rows = new Float32Array(values.length)
  const padded = new Float32Array(channels * (width + 2 * reach))
  for (let y = 0; y < height; y++) {
    padded.set(values.subarray(y * row, (y + 1) * row), channels * reach)
    for (let i = 0; i < channels * reach; i++) {
      padded[i] = values[y * row + (i % channels)]
      padded[channels * (width + reach) + i] = values[(y + 1) * row - channels + (i % channels)]
    }
    for (let i = 0; i < row; i++) {
      let blur = 0
      for (let k = 0; k < kernel.length; k++) blur += kernel[k] * padded[i + channels * k]
      rows[y * row + i] = blur
    }
  }
  const out = new Float32Array(values.length)
  for (let y = 0; y < height; y++)
    for (let k = -reach; k <= reach; k++) {
      const from = row * Math.min(height - 1, Math.max(0, y + k))
      for (let i = 0; i < row; i++) out[y * row + i] += kernel[k + reach] * rows[from + i]
    }
  return out
}
