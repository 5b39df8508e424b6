/** A patch is a square of 7 x 7 pixels; one begins at every second pixel. */
export const PATCH_REACH = 3
const PATCH_STRIDE = 2
/** Its colours are compared at 3 x 3 places so far apart: they are blurred, so there is no more to see between them. */
const SAMPLE_STEP = 3
const SAMPLES = 27
/** Rounds of propagation and search: the mean cost falls by less than 1 % in another. */
const ROUNDS = 4
/** The patches must lie inside the object, its rim has the backdrop's colours. */
const INSIDE = 0.99

/** A picture with what is compared and what is carried over. */
export interface Layers {
  readonly width: number
  readonly height: number
  /** Blurred, 0..1: 3 * width * height. */
  readonly colours: Float32Array
  /** Luma less blurred luma: width * height. */
  readonly detail: Float32Array
  readonly alpha: Float32Array
}

export interface PatchMatches {
  /** Middle of each patch of the target, as a pixel's index. */
  readonly places: Int32Array
  /** Middle of the source's patch most like it, -1 where the source has none. */
  readonly matches: Int32Array
  /** Mean squared difference of their colours. */
  readonly costs: Float32Array
}

/** Finds for each patch of the target one of the source with like colours: PatchMatch (Barnes et al. 2009). */
export function matchPatches(target: Layers, source: Layers, random: () => number): PatchMatches {
  const columns = Math.ceil(target.width / PATCH_STRIDE)
  const places = Int32Array.from(middles(target, PATCH_STRIDE))
  const candidates = Int32Array.from(middles(source, 1))
  const matches = new Int32Array(places.length).fill(-1)
  const costs = new Float32Array(places.length).fill(Number.POSITIVE_INFINITY)
  if (candidates.length === 0) return { places, matches, costs }
  const allowed = new Uint8Array(source.alpha.length)
  for (const i of candidates) allowed[i] = 1
  const slot = (place: number) =>
    Math.floor(place / target.width / PATCH_STRIDE) * columns + (place % target.width) / PATCH_STRIDE
  const byPlace = new Int32Array(columns * Math.ceil(target.height / PATCH_STRIDE)).fill(-1)
  for (let n = 0; n < places.length; n++) byPlace[slot(places[n])] = n
  const offer = (n: number, from: number) => {
    if (from < 0 || from >= allowed.length || !allowed[from]) return
    const cost = difference(target, places[n], source, from, costs[n])
    if (cost >= costs[n]) return
    costs[n] = cost
    matches[n] = from
  }
  for (let n = 0; n < places.length; n++) {
    // An object looks like itself at the same place of a view nearby.
    if (target.width === source.width) offer(n, places[n])
    offer(n, candidates[Math.floor(random() * candidates.length)])
  }
  for (let round = 0; round < ROUNDS; round++) {
    const back = round % 2 === 1
    for (let step = 0; step < places.length; step++) {
      const n = back ? places.length - 1 - step : step
      const towards = back ? 1 : -1
      for (const [shift, moves] of [
        [towards, towards * PATCH_STRIDE],
        [towards * columns, towards * PATCH_STRIDE * source.width],
      ]) {
        const neighbour = byPlace[slot(places[n]) + shift] ?? -1
        if (neighbour >= 0 && matches[neighbour] >= 0) offer(n, matches[neighbour] - moves)
      }
      const [x, y] = [matches[n] % source.width, Math.floor(matches[n] / source.width)]
      for (let reach = source.width / 2; reach >= 1; reach /= 2) {
        const u = Math.round(x + reach * (2 * random() - 1))
        const v = Math.round(y + reach * (2 * random() - 1))
        if (u >= 0 && u < source.width) offer(n, v * source.width + u)
      }
    }
  }
  return { places, matches, costs }
}

/** Middles of the patches that lie within the object. */
function middles({ width, height, alpha }: Layers, stride: number): number[] {
  const result: number[] = []
  const first = Math.ceil(PATCH_REACH / stride) * stride
  for (let y = first; y < height - PATCH_REACH; y += stride)
    for (let x = first; x < width - PATCH_REACH; x += stride) {
      if (liesInside(alpha, width, y * width + x)) result.push(y * width + x)
    }
  return result
}

/** Whether the middle, the corners and the middles of the sides of a patch are of the object. */
function liesInside(alpha: Float32Array, width: number, middle: number): boolean {
  for (let v = -PATCH_REACH; v <= PATCH_REACH; v += PATCH_REACH)
    for (let u = -PATCH_REACH; u <= PATCH_REACH; u += PATCH_REACH) {
      if (alpha[middle + v * width + u] <= INSIDE) return false
    }
  return true
}

/** Mean squared difference of the colours, or more than `enough` as soon as that is sure. */
function difference(target: Layers, to: number, source: Layers, from: number, enough: number): number {
  let sum = 0
  for (let v = -SAMPLE_STEP; v <= SAMPLE_STEP; v += SAMPLE_STEP) {
    for (let u = -SAMPLE_STEP; u <= SAMPLE_STEP; u += SAMPLE_STEP) {
      const a = 3 * (to + v * target.width + u)
      const b = 3 * (from + v * source.width + u)
      for (let k = 0; k < 3; k++) sum += (target.colours[a + k] - source.colours[b + k]) ** 2
    }
    if (sum > enough * SAMPLES) break
  }
  return sum / SAMPLES
}
