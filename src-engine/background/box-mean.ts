/** The mean over the square of (2 * radius + 1) pixels around each pixel, as far as it lies in the picture. */
export function boxMean(values: Float32Array, width: number, height: number, radius: number): Float32Array {
  const rows = new Float32Array(values.length)
  for (let y = 0; y < height; y++) meanAlong(values, rows, y * width, 1, width, radius)
  const result = new Float32Array(values.length)
  for (let x = 0; x < width; x++) meanAlong(rows, result, x, width, height, radius)
  return result
}

function meanAlong(from: Float32Array, to: Float32Array, start: number, step: number, length: number, radius: number) {
  let [sum, count] = [0, 0]
  for (let i = 0; i < Math.min(radius, length); i++) {
    sum += from[start + i * step]
    count++
  }
  for (let i = 0; i < length; i++) {
    if (i + radius < length) {
      sum += from[start + (i + radius) * step]
      count++
    }
    if (i > radius) {
      sum -= from[start + (i - radius - 1) * step]
      count--
    }
    to[start + i * step] = sum / count
  }
}
