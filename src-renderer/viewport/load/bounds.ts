/** Where a cloud of points lies, without its outliers; world units. */
export interface Bounds {
  readonly min: readonly [number, number, number]
  readonly max: readonly [number, number, number]
}

/** The share of points left out at each end of each axis. */
const OUTLIERS = 0.02
/** A sample this large places the ends to a fraction of a percent, and sorts in a few milliseconds. */
const SAMPLE = 10_000

/** Bounds of `count` points; null where there are none. `coordinate` gives axis 0 to 2 of a point. */
export function robustBounds(count: number, coordinate: (point: number, axis: number) => number): Bounds | null {
  if (count === 0) return null
  const taken = Math.min(count, SAMPLE)
  const min: [number, number, number] = [0, 0, 0]
  const max: [number, number, number] = [0, 0, 0]
  const values = new Float64Array(taken)
  for (let axis = 0; axis < 3; axis++) {
    for (let i = 0; i < taken; i++) values[i] = coordinate(Math.floor((i * count) / taken), axis)
    values.sort()
    min[axis] = values[Math.floor(OUTLIERS * (taken - 1))]
    max[axis] = values[Math.ceil((1 - OUTLIERS) * (taken - 1))]
  }
  return { min, max }
}
