export interface DrawnSplat {
  readonly x: number
  readonly y: number
  /** Degrees. */
  readonly turn: number
  readonly size: number
  readonly hue: string
}

/** The vase's half width from foot to rim, in the drawing's units. */
const PROFILE = [16, 24, 30, 34, 35, 33, 28, 20, 12, 9, 9, 13] as const
const ROW = 8.5
/** The colours of the studio's mark. */
const HUES = ['#5468ea', '#6f8dff', '#8f7bff', '#b878ff', '#e583e0', '#5aa6ff', '#4fd1f0'] as const

/** A vase of splats that stands on the origin: the drawing of what photos become. The same every time. */
export function splatVase(): DrawnSplat[] {
  return PROFILE.flatMap((half, row) => {
    const count = Math.round(half / 2.4)
    const slope = (PROFILE[row + 1] ?? half) - (PROFILE[row - 1] ?? half)
    // Along the outline at the sides, level in the middle: splats lie on the surface.
    const steepest = (180 / Math.PI) * Math.atan2(2 * ROW, -slope)
    return Array.from({ length: count }, (_, i) => {
      const across = (2 * i) / (count - 1) - 1
      // Irrational steps, so that no pattern shows.
      const wobble = Math.sin(2.4 * (row * 7 + i))
      return {
        x: half * across * 0.94 + wobble,
        y: -row * ROW - 2 * wobble - 5,
        turn: steepest * across + 12 * wobble,
        size: 5.4 + 1.4 * Math.sin(5.1 * (row * 3 + i)),
        hue: HUES[(Math.floor(row / 2) + i) % HUES.length],
      }
    })
  })
}
