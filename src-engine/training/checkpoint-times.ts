/** What a crash costs at most, ms, once a run is under way. */
const MILLISECONDS_BETWEEN = 30_000
/** Writing takes no more than this share of the time. */
const SHARE_OF_TIME = 0.05

/**
 * When to write a checkpoint: after steps 1, 2, 4, 8 and so on, so that a short run has a late one too, and every 30
 * seconds; more seldom where writing is slow. Given the number of a step and the time in ms, tells whether to write after
 * it; `written` takes how long that took.
 */
export function checkpointTimes(firstStep: number, begun: number) {
  let step = firstStep
  let next = firstStep + 1
  let last = begun
  let earliest = begun
  return {
    due: (done: number, now: number) => now >= earliest && (done >= next || now - last >= MILLISECONDS_BETWEEN),
    written: (done: number, from: number, to: number) => {
      step = Math.max(step, done)
      next = firstStep + 2 * (step - firstStep)
      last = to
      earliest = to + (to - from) / SHARE_OF_TIME
    },
  }
}
