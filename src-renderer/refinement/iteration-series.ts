import type { RefinementIteration } from '../../src-shared/refinement.ts'

/** What is measured of each version, each in a chart of its own. */
const ITERATION_CHARTS = [
  'overallQuality',
  'psnr',
  'ssim',
  'lpips',
  'avgDepthConsistency',
  'avgFeatureSimilarity',
  'photoPsnr',
] as const
export type IterationChart = (typeof ITERATION_CHARTS)[number]

interface IterationWords {
  readonly title: string
  /** What it says, and which way is good. */
  readonly text: string
  readonly format: (value: number) => string
  /** One of the tokens `--chart-1` to `--chart-4`. */
  readonly color: 1 | 2 | 3 | 4
}

const decibels = (value: number) => `${value.toFixed(2)} dB`
const share = (value: number) => value.toFixed(3)

export const ITERATION_WORDS: Readonly<Record<IterationChart, IterationWords>> = {
  overallQuality: {
    title: 'Overall',
    text: 'The mean of all the others, each about 0 to 1. Refining stops when it gains less than 1 %.',
    format: share,
    color: 1,
  },
  psnr: {
    title: 'PSNR',
    text: 'How closely the splats match the sixteen views. Higher is better.',
    format: decibels,
    color: 2,
  },
  ssim: {
    title: 'SSIM',
    text: 'How well structures match those of the views: 1 would be identical.',
    format: share,
    color: 3,
  },
  lpips: {
    title: 'LPIPS',
    text: 'How different splats and views look to a person, by the perceptual model. Lower is better.',
    format: share,
    color: 4,
  },
  avgDepthConsistency: {
    title: 'Depth',
    text: 'How well the depth of the splats agrees with that of the views, 0 to 1.',
    format: share,
    color: 4,
  },
  avgFeatureSimilarity: {
    title: 'Features',
    text: 'How alike the details of splats and views are, 0 to 1.',
    format: share,
    color: 2,
  },
  photoPsnr: {
    title: 'Photo',
    text: 'How closely the splats match the photo itself. Refining never makes it worse.',
    format: decibels,
    color: 3,
  },
}

/** The charts that there is something to plot in: LPIPS takes a model. */
export function chartsOf(iterations: readonly RefinementIteration[]): IterationChart[] {
  return ITERATION_CHARTS.filter((name) => iterations.some((iteration) => iteration[name] !== null))
}

/** Numbers of the versions and their values, as uPlot takes them. */
export function iterationSeries(
  iterations: readonly RefinementIteration[],
  name: IterationChart,
): [number[], number[]] {
  const known = iterations.flatMap(({ iterationNumber, [name]: value }) =>
    value === null ? [] : [[iterationNumber, value] as const],
  )
  return [known.map(([number]) => number), known.map(([, value]) => value)]
}

/** A chart in words, for those who cannot see it. */
export function describeIterations(iterations: readonly RefinementIteration[], name: IterationChart): string {
  const { title, format } = ITERATION_WORDS[name]
  const [numbers, values] = iterationSeries(iterations, name)
  if (values.length === 0) return `${title}: nothing measured yet.`
  return `${title}: ${values.map((value, i) => `version ${numbers[i]} ${format(value)}`).join(', ')}.`
}
