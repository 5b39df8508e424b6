import { BETA1, BETA2, EPSILON } from './step-settings.ts'

/**
 * One Adam update (Kingma & Ba 2015) of `values[offset .. offset + count]` with gradient `gradient[from ...]`.
 * `rate` is the learning rate; `firstBias` and `secondBias` are 1 / (1 - beta^t).
 */
export function adamUpdate(
  values: Float32Array,
  first: Float32Array,
  second: Float32Array,
  offset: number,
  count: number,
  gradient: Float64Array,
  from: number,
  rate: number,
  firstBias: number,
  secondBias: number,
): void {
  for (let k = 0; k < count; k++) {
    const i = offset + k
    const g = gradient[from + k]
    const m = BETA1 * first[i] + (1 - BETA1) * g
    const v = BETA2 * second[i] + (1 - BETA2) * g * g
    first[i] = m
    second[i] = v
    values[i] -= (rate * m * firstBias) / (Math.sqrt(v * secondBias) + EPSILON)
  }
}
