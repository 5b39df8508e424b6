import { useEffect, useRef } from 'react'
import type uPlot from 'uplot'
import type { MetricsPoint } from '../../src-shared/studio-api/project.ts'
import { Tooltip } from '../ui/tooltip.tsx'
import { CHART_WORDS, type ChartName, chartSeries, describeSeries } from './chart-series.ts'
import { createChart } from './create-chart.ts'
import classes from './metrics-panel.module.css'

interface MetricsChartProps {
  readonly name: ChartName
  readonly points: readonly MetricsPoint[]
  /** The one read out. */
  readonly point: MetricsPoint
  /** Called with the step under the pointer; null when it has left. */
  readonly onHover: (step: number | null) => void
}

/** One curve. The chart is made once; new points and sizes are handed to it. */
export function MetricsChart({ name, points, point, onHover }: MetricsChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot | null>(null)
  const latest = useRef(points)
  latest.current = points
  const { title, text, format, color } = CHART_WORDS[name]

  useEffect(() => {
    const element = place.current
    if (!element) return
    const created = createChart(element, { color, format, data: chartSeries(latest.current, name), onHover })
    chart.current = created.plot
    return () => {
      chart.current = null
      created.destroy()
    }
  }, [name, color, format, onHover])
  useEffect(() => {
    chart.current?.setData(chartSeries(points, name))
  }, [points, name])
  return (
    <figure className={classes.chart}>
      <figcaption className={classes.caption}>
        <span className={classes.swatch} style={{ background: `var(--chart-${color})` }} />
        <Tooltip text={text} side="top">
          <span className={classes.title}>{title}</span>
        </Tooltip>
        <span className={classes.value}>{format(point[name])}</span>
      </figcaption>
      <div ref={place} className={classes.plot} role="img" aria-label={describeSeries(points, name)} />
    </figure>
  )
}
