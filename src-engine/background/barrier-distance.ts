import type { LabImage } from './lab-image.ts'

/** Passes over the picture, forwards and backwards in turn; more change little (the paper's finding, and ours). */
const PASSES = 4

/**
 * Minimum barrier distance to the border of the picture (Zhang et al. 2015): for each pixel the path to the border
 * along which the colour varies least, and how much it varies. A background that grows lighter or darker stays near
 * zero, an object that stands out on all sides does not.
 *
 * @returns The distance summed over L, a and b: width * height.
 */
export function barrierDistance({ width, height, data }: LabImage): Float32Array {
  const total = new Float32Array(width * height)
  const value = new Float32Array(width * height)
  for (let channel = 0; channel < 3; channel++) {
    for (let i = 0; i < value.length; i++) value[i] = data[3 * i + channel]
    const distance = ofChannel(value, width, height)
    for (let i = 0; i < total.length; i++) total[i] += distance[i]
  }
  return total
}

function ofChannel(value: Float32Array, width: number, height: number): Float32Array {
  const high = value.slice()
  const low = value.slice()
  const distance = new Float32Array(value.length).fill(Number.POSITIVE_INFINITY)
  for (let x = 0; x < width; x++) distance[x] = distance[(height - 1) * width + x] = 0
  for (let y = 0; y < height; y++) distance[y * width] = distance[y * width + width - 1] = 0
  const relax = (i: number, from: number) => {
    const top = Math.max(high[from], value[i])
    const bottom = Math.min(low[from], value[i])
    if (top - bottom >= distance[i]) return
    distance[i] = top - bottom
    high[i] = top
    low[i] = bottom
  }
  for (let pass = 0; pass < PASSES; pass++) {
    if (pass % 2 === 0) {
      for (let y = 1; y < height - 1; y++)
        for (let x = 1; x < width - 1; x++) {
          const i = y * width + x
          relax(i, i - 1)
          relax(i, i - width)
        }
    } else {
      for (let y = height - 2; y > 0; y--)
        for (let x = width - 2; x > 0; x--) {
          const i = y * width + x
          relax(i, i + 1)
          relax(i, i + width)
        }
    }
  }
  return distance
}
