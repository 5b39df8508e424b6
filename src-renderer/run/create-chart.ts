import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { formatCount } from '../state/format.ts'

export interface ChartOptions {
  /** Number of the token `--chart-N`. */
  readonly color: number
  /** Charts of one key share their cursor. */
  readonly sync: string
  /** Marks each point: for a curve of few. */
  readonly dots: boolean
  readonly data: [number[], number[]]
  readonly onHover: (step: number | null) => void
}

/** Steps between the marks of the lower axis: what is counted has no fractions. */
const WHOLE_STEPS = [0, 1, 2, 3, 4, 5, 6].flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power))
/** Below this the axes would take all the room, pixels. */
const LEAST_HEIGHT = 40

/**
 * A uPlot chart that fills an element: it follows its size and the theme's colours, and draws only when one of them or
 * the data changes.
 */
export function createChart(element: HTMLElement, options: ChartOptions): { plot: uPlot; destroy: () => void } {
  const token = (name: string) => getComputedStyle(element).getPropertyValue(name).trim()
  const axis: uPlot.Axis = {
    stroke: () => token('--text-3'),
    grid: { stroke: () => token('--line'), width: 1 },
    ticks: { show: false },
    font: '10.5px system-ui, sans-serif',
  }
  const size = () => ({ width: element.clientWidth, height: Math.max(element.clientHeight, LEAST_HEIGHT) })
  const plot = new uPlot(
    {
      ...size(),
      legend: { show: false },
      padding: [6, 14, 0, 0],
      cursor: { y: false, drag: { x: false, y: false }, sync: { key: options.sync }, points: { size: 6 } },
      scales: { x: { time: false } },
      axes: [
        { ...axis, size: 20, gap: 3, space: 36, incrs: WHOLE_STEPS, values: (_, steps) => steps.map(formatCount) },
        { ...axis, size: 42, gap: 4, space: 24, values: (_, values) => values.map(shorten) },
      ],
      series: [
        {},
        {
          stroke: () => token(`--chart-${options.color}`),
          fill: () => `color-mix(in srgb, ${token(`--chart-${options.color}`)} 12%, transparent)`,
          width: 1.5,
          points: { show: options.dots, size: 6 },
        },
      ],
      hooks: {
        setCursor: [
          ({ cursor: { idx }, data }) => options.onHover(idx === null || idx === undefined ? null : data[0][idx]),
        ],
      },
    },
    options.data,
    element,
  )
  const resized = new ResizeObserver(() => plot.setSize(size()))
  resized.observe(element)
  const themed = new MutationObserver(() => plot.redraw(false))
  themed.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return {
    plot,
    destroy: () => {
      resized.disconnect()
      themed.disconnect()
      plot.destroy()
    },
  }
}

/** A figure on an axis: no more digits than it needs. */
function shorten(value: number): string {
  return Math.abs(value) >= 1000 ? formatCount(value) : String(Number(value.toPrecision(3)))
}
