import type { GrayImage } from '../../src-shared/photo.ts'

/** How a photo looks, measured on a copy whose longer side is about 512 pixels. */
export interface PhotoQuality {
  /** Variance of the 4-neighbour Laplacian of the luma in 0..255: low where nothing is sharp. */
  readonly sharpness: number
  /** Mean luma, 0..1. */
  readonly brightness: number
  /** Share of pixels that are almost black (< 5/255) or almost white (> 250/255). */
  readonly clippedDark: number
  readonly clippedBright: number
}

/** Measures sharpness and exposure. */
export function measureQuality({ width, height, data }: GrayImage): PhotoQuality {
  let sum = 0
  let dark = 0
  let bright = 0
  for (const v of data) {
    sum += v
    if (v < 5 / 255) dark++
    else if (v > 250 / 255) bright++
  }
  let mean = 0
  let squares = 0
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x
      const laplacian = 255 * (data[i - 1] + data[i + 1] + data[i - width] + data[i + width] - 4 * data[i])
      mean += laplacian
      squares += laplacian * laplacian
    }
  }
  const n = Math.max(1, (width - 2) * (height - 2))
  return {
    sharpness: squares / n - (mean / n) ** 2,
    brightness: sum / data.length,
    clippedDark: dark / data.length,
    clippedBright: bright / data.length,
  }
}

const WEAKNESSES = ['blurred', 'dark', 'bright'] as const
/** What may make a photo spoil the result. */
export type Weakness = (typeof WEAKNESSES)[number]

/**
 * The weaknesses of each photo of a set. Blur is judged against the set's median, because a plain object is smooth in
 * every photo.
 */
export function photoWeaknesses(qualities: readonly PhotoQuality[]): Weakness[][] {
  const median = [...qualities].sort((a, b) => a.sharpness - b.sharpness)[qualities.length >> 1]?.sharpness ?? 0
  const has: Record<Weakness, (quality: PhotoQuality) => boolean> = {
    blurred: ({ sharpness }) => sharpness < 0.2 * median,
    dark: ({ brightness }) => brightness < 0.08,
    bright: ({ brightness, clippedBright }) => brightness > 0.92 && clippedBright > 0.5,
  }
  return qualities.map((quality) => WEAKNESSES.filter((weakness) => has[weakness](quality)))
}

const ADVICE: Readonly<Record<Weakness, string>> = {
  blurred: 'much less sharp than the rest; the result may be better without.',
  dark: 'very dark; more light gives a better result.',
  bright: 'mostly white; a lower exposure or a background with some texture helps.',
}

/** Gentle warnings about photos that may spoil the result; none of them is left out. */
export function qualityWarnings(files: readonly string[], qualities: readonly PhotoQuality[]): string[] {
  const weak = photoWeaknesses(qualities)
  return WEAKNESSES.flatMap((weakness) => {
    const found = files.filter((_, i) => weak[i].includes(weakness))
    if (found.length === 0) return []
    return [`${nameSome(found)} ${found.length === 1 ? 'is' : 'are'} ${ADVICE[weakness]}`]
  })
}

/** The first three names, and how many more. */
export function nameSome(names: readonly string[]): string {
  const more = names.length - 3
  return names.slice(0, 3).join(', ') + (more > 0 ? ` and ${more} more` : '')
}
