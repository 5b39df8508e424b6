/** At most five a second: more cannot be told apart. */
const SHORTEST_MS = 200
/** Even the slowest machine shows that something happens. */
const LONGEST_MS = 10_000
/**
 * A preview is drawn about twice: when it comes, and when its splats are sorted. With six times a picture's cost between
 * two previews drawing takes at most a quarter of the time. Where the processor draws, the rest is left to the training.
 */
const PICTURES = 6

/** How long to wait between two previews where a picture takes `drawMs` to draw, ms. */
export function previewPauseMs(drawMs: number): number {
  return Math.min(Math.max(PICTURES * drawMs, SHORTEST_MS), LONGEST_MS)
}
