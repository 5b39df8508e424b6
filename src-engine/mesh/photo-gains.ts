/** What every photo says about the same surface points. */
export interface PointColours {
  readonly points: number
  readonly views: number
  /** R G B 0..255 of point p in view v at 3 * (v * points + p). */
  readonly colours: Float32Array
  /** Weight of view v for point p at v * points + p; 0 when the point is not seen. */
  readonly weights: Float32Array
}

const ROUNDS = 12
/** Pull towards no change, in units of the mean weight a view has over all points. */
const PRIOR = 0.02

/**
 * Finds one gain a photo and channel that makes the photos agree where they see the same points (exposure and white
 * balance that changed between them): alternates between each point's mean log colour and each photo's mean distance
 * from it. The gains' geometric mean is 1 a channel.
 *
 * @returns 3 * views factors.
 */
export function photoGains({ points, views, colours, weights }: PointColours): Float32Array {
  const logGain = new Float64Array(3 * views)
  const mean = new Float64Array(points)
  const total = new Float64Array(points)
  const logs = colours.map((value) => Math.log(Math.max(4, value)))
  const prior = (PRIOR * weights.reduce((sum, weight) => sum + weight, 0)) / Math.max(1, views)
  for (let channel = 0; channel < 3; channel++)
    for (let round = 0; round < ROUNDS; round++) {
      mean.fill(0)
      total.fill(0)
      for (let v = 0; v < views; v++)
        for (let p = 0; p < points; p++) {
          const w = weights[v * points + p]
          if (w === 0) continue
          mean[p] += w * (logs[3 * (v * points + p) + channel] + logGain[3 * v + channel])
          total[p] += w
        }
      let drift = 0
      for (let v = 0; v < views; v++) {
        let [sum, weight] = [0, prior]
        for (let p = 0; p < points; p++) {
          const w = weights[v * points + p]
          if (w === 0) continue
          sum += w * (mean[p] / total[p] - logs[3 * (v * points + p) + channel])
          weight += w
        }
        logGain[3 * v + channel] = weight > 0 ? sum / weight : 0
        drift += logGain[3 * v + channel] / views
      }
      for (let v = 0; v < views; v++) logGain[3 * v + channel] -= drift
    }
  return Float32Array.from(logGain, (value) => Math.exp(Math.max(-0.7, Math.min(0.7, value))))
}
