/**
 * Values blurred by a Gaussian (cut off at three standard deviations), `channels` interleaved, `width` pixels a row; the
 * border is repeated.
 */
export function blurred(values: Float32Array, width: number, channels: number, sigma: number): Float32Array {
  const reach = Math.ceil(3 * sigma)
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)))
  const sum = kernel.reduce((a, b) => a + b)
  const height = values.length / (channels * width)
  const rows = new Float32Array(values.length)
  const out = new Float32Array(values.length)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let k = -reach; k <= reach; k++) {
        const from = channels * (y * width + Math.min(width - 1, Math.max(0, x + k)))
        const share = kernel[k + reach] / sum
        for (let c = 0; c < channels; c++) rows[channels * (y * width + x) + c] += share * values[from + c]
      }
  for (let y = 0; y < height; y++)
    for (let k = -reach; k <= reach; k++) {
      const from = channels * width * Math.min(height - 1, Math.max(0, y + k))
      const to = channels * width * y
      const share = kernel[k + reach] / sum
      for (let i = 0; i < channels * width; i++) out[to + i] += share * rows[from + i]
    }
  return out
}
