import { DEPTH, type Floats, PROJECTED_STRIDE } from './raster-constants.ts'

/** Working memory of the sort, one a thread; `capacity` is the longest list. */
export interface SortScratch {
  readonly keys: Uint32Array
  readonly otherKeys: Uint32Array
  readonly order: Uint32Array
  readonly otherOrder: Uint32Array
  readonly counts: Uint32Array
}

export function sortScratch(capacity: number): SortScratch {
  return {
    keys: new Uint32Array(capacity),
    otherKeys: new Uint32Array(capacity),
    order: new Uint32Array(capacity),
    otherOrder: new Uint32Array(capacity),
    counts: new Uint32Array(3 * 256),
  }
}

const asFloat = new Float32Array(1)
const asBits = new Uint32Array(asFloat.buffer)

/**
 * Sorts entries `start` .. `end` of a tile's two parallel lists by the splats' depth, nearest first; equal keys keep
 * their order, so the result does not depend on threads. Key: the upper 24 bits of the float32 depth (positive floats
 * order like their bits), three counting passes of 8 bits. Depths closer than 3e-5 of themselves count as equal.
 */
export function sortByDepth(
  tileSplats: Uint32Array,
  tileSlots: Uint32Array,
  start: number,
  end: number,
  projected: Floats,
  scratch: SortScratch,
): void {
  const n = end - start
  if (n < 2) return
  const { counts } = scratch
  let { keys, otherKeys, order, otherOrder } = scratch
  counts.fill(0)
  for (let i = 0; i < n; i++) {
    asFloat[0] = projected[tileSplats[start + i] * PROJECTED_STRIDE + DEPTH]
    const key = asBits[0] >>> 8
    keys[i] = key
    order[i] = i
    counts[key & 255]++
    counts[256 + ((key >>> 8) & 255)]++
    counts[512 + (key >>> 16)]++
  }
  for (let pass = 0; pass < 3; pass++) {
    const base = 256 * pass
    const shift = 8 * pass
    // All keys alike in this byte (common for the exponent): the pass would change nothing.
    if (counts[base + ((keys[0] >>> shift) & 255)] === n) continue
    let sum = 0
    for (let b = base; b < base + 256; b++) {
      const count = counts[b]
      counts[b] = sum
      sum += count
    }
    for (let i = 0; i < n; i++) {
      const key = keys[i]
      const to = counts[base + ((key >>> shift) & 255)]++
      otherKeys[to] = key
      otherOrder[to] = order[i]
    }
    ;[keys, otherKeys] = [otherKeys, keys]
    ;[order, otherOrder] = [otherOrder, order]
  }
  // `otherKeys` is free now: it carries each list through the permutation.
  for (let i = 0; i < n; i++) otherKeys[i] = tileSplats[start + order[i]]
  for (let i = 0; i < n; i++) tileSplats[start + i] = otherKeys[i]
  for (let i = 0; i < n; i++) otherKeys[i] = tileSlots[start + order[i]]
  for (let i = 0; i < n; i++) tileSlots[start + i] = otherKeys[i]
}
