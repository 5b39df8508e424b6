import { useMemo } from 'react'
import type { MetricsPoint } from '../../src-shared/studio-api/project.ts'
import { ChartFigure } from './chart-figure.tsx'
import { CHART_WORDS, type ChartName, chartSeries, describeSeries } from './chart-series.ts'

interface MetricsChartProps {
  readonly name: ChartName
  readonly points: readonly MetricsPoint[]
  /** The one read out. */
  readonly point: MetricsPoint
  /** Called with the step under the pointer; null when it has left. */
  readonly onHover: (step: number | null) => void
}

/** One curve of the training. */
export function MetricsChart({ name, points, point, onHover }: MetricsChartProps) {
  const { title, text, format, color } = CHART_WORDS[name]
  const data = useMemo(() => chartSeries(points, name), [points, name])
  return (
    <ChartFigure
      title={title}
      text={text}
      value={format(point[name])}
      label={describeSeries(points, name)}
      color={color}
      sync="metrics"
      dots={false}
      data={data}
      onHover={onHover}
    />
  )
}
