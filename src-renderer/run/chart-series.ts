import type { MetricsPoint } from '../../src-shared/studio-api/project.ts'
import { formatCount } from '../state/format.ts'

/** What is plotted, each in a chart of its own: their scales have nothing in common. */
export const CHARTS = ['loss', 'psnr', 'ssim', 'splats'] as const
export type ChartName = (typeof CHARTS)[number]

interface ChartWords {
  readonly title: string
  /** What it says, and which way is good. */
  readonly text: string
  readonly format: (value: number) => string
  /** One of the tokens `--chart-1` to `--chart-4`. */
  readonly color: 1 | 2 | 3 | 4
}

export const CHART_WORDS: Readonly<Record<ChartName, ChartWords>> = {
  loss: {
    title: 'Loss',
    text: 'What training makes small: the difference between splats and photos. Falls fast, then slowly.',
    format: (value) => value.toFixed(4),
    color: 3,
  },
  psnr: {
    title: 'PSNR',
    text: 'How closely the splats match the photos being trained on, in decibels. Higher is better; above 25 dB looks good.',
    format: (value) => `${value.toFixed(2)} dB`,
    color: 1,
  },
  ssim: {
    title: 'SSIM',
    text: 'How well structures match, as people see them: 1 would be identical.',
    format: (value) => value.toFixed(3),
    color: 2,
  },
  splats: {
    title: 'Splats',
    text: 'How many there are: training adds them where detail is missing, up to the preset’s budget.',
    format: formatCount,
    color: 4,
  },
}

/** Steps and values of a chart, as uPlot takes them. */
export function chartSeries(points: readonly MetricsPoint[], name: ChartName): [number[], number[]] {
  return [points.map(({ step }) => step), points.map((point) => point[name])]
}

/** A chart in words, for those who cannot see it. */
export function describeSeries(points: readonly MetricsPoint[], name: ChartName): string {
  const { title, format } = CHART_WORDS[name]
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last) return `${title}: nothing measured yet.`
  return `${title}: from ${format(first[name])} at step ${first.step} to ${format(last[name])} at step ${last.step} of ${last.steps}.`
}

/** The point at that step, or the one before it; null before the first. */
export function pointAt(points: readonly MetricsPoint[], step: number): MetricsPoint | null {
  let low = 0
  let high = points.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (points[middle].step <= step) low = middle + 1
    else high = middle
  }
  return points[low - 1] ?? null
}
