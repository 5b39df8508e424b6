import { boxMean } from './box-mean.ts'

export interface LargestObjectOptions {
  /** What is joined by less than twice this many pixels is not joined: on a restless background things touch. */
  readonly bridge?: number
  /** Pieces so many pixels away are parts of the object: a wheel behind a fork the colour of the background. */
  readonly gap?: number
  /** 1 where a person said so: the piece under it stays. */
  readonly wanted?: Uint8Array
}

/** Smaller pieces than this share of the largest are specks, not parts. */
const PART_SHARE = 0.002

/**
 * The largest object of a mask. Pixels that touch at a side or a corner belong together.
 *
 * @param mask 1 where an object is: width * height.
 * @returns The mask of what is kept.
 */
export function largestObject(
  mask: Uint8Array,
  width: number,
  height: number,
  options: LargestObjectOptions = {},
): Uint8Array {
  const { bridge = 0, gap = 0, wanted } = options
  const core = bridge > 0 ? eroded(mask, width, height, bridge) : mask
  const { labels, areas } = components(core, width, height)
  if (areas.length === 0)
    return bridge === 0 ? mask.slice() : largestObject(mask, width, height, { ...options, bridge: 0 })
  const kept = new Uint8Array(areas.length)
  const largest = areas.reduce((best, area, label) => (area > areas[best] ? label : best), 0)
  kept[largest] = 1
  if (gap > 0) {
    const reach = boxMean(
      Float32Array.from(labels, (label) => (label === largest ? 1 : 0)),
      width,
      height,
      gap,
    )
    for (let i = 0; i < labels.length; i++)
      if (labels[i] >= 0 && reach[i] > 1e-6 && areas[labels[i]] > PART_SHARE * areas[largest]) kept[labels[i]] = 1
  }
  for (let i = 0; wanted && i < labels.length; i++) if (wanted[i] && labels[i] >= 0) kept[labels[i]] = 1
  const result = Uint8Array.from(labels, (label) => (label >= 0 && kept[label] ? 1 : 0))
  if (bridge === 0) return result
  const near = boxMean(Float32Array.from(result), width, height, bridge + 1)
  return mask.map((value, i) => (value && near[i] > 1e-6 ? 1 : 0))
}

/** What is left of a mask without all that lies within `radius` pixels (a square) of its outside. */
function eroded(mask: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  const mean = boxMean(Float32Array.from(mask), width, height, radius)
  return Uint8Array.from(mean, (value) => (value > 1 - 1e-4 ? 1 : 0))
}

/** The connected parts of a mask: each pixel's part, -1 outside, and their areas in pixels. */
export function components(mask: Uint8Array, width: number, height: number): { labels: Int32Array; areas: number[] } {
  const labels = new Int32Array(mask.length).fill(-1)
  const areas: number[] = []
  const stack: number[] = []
  for (let first = 0; first < mask.length; first++) {
    if (!mask[first] || labels[first] >= 0) continue
    const label = areas.length
    let area = 0
    labels[first] = label
    stack.push(first)
    for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
      area++
      const [x, y] = [i % width, Math.floor(i / width)]
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          const n = v * width + u
          if (!mask[n] || labels[n] >= 0) continue
          labels[n] = label
          stack.push(n)
        }
    }
    areas.push(area)
  }
  return { labels, areas }
}
