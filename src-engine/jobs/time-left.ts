/** Work shorter than this, or less advanced, says nothing about the rest. */
const MIN_SECONDS = 2
const MIN_FRACTION = 0.01
/** The pace is that of the last so many seconds: training slows down as splats and resolution grow. */
const WINDOW_SECONDS = 15

/**
 * Estimates how long a piece of work still takes. Call it with the seconds since the work began and the fraction done
 * (0..1); it gives the seconds left at the recent pace, or null while that cannot be told.
 */
export function timeLeft(): (seconds: number, fraction: number) => number | null {
  const samples: { seconds: number; fraction: number }[] = [{ seconds: 0, fraction: 0 }]
  return (seconds, fraction) => {
    samples.push({ seconds, fraction })
    while (samples.length > 2 && samples[1].seconds <= seconds - WINDOW_SECONDS) samples.shift()
    if (seconds < MIN_SECONDS || fraction < MIN_FRACTION) return null
    const from = samples[0]
    const done = fraction - from.fraction
    return done > 0 ? ((1 - fraction) * (seconds - from.seconds)) / done : null
  }
}
