import { useMemo, useState } from 'react'
import type { RefinementIteration } from '../../src-shared/refinement.ts'
import { ChartFigure } from '../run/chart-figure.tsx'
import classes from './iteration-charts.module.css'
import {
  chartsOf,
  describeIterations,
  ITERATION_WORDS,
  type IterationChart,
  iterationSeries,
} from './iteration-series.ts'

/** What each iteration of the refinement has made of the figures, one chart each, with one cursor for all. */
export function IterationCharts({ iterations }: { readonly iterations: readonly RefinementIteration[] }) {
  const [hovered, setHovered] = useState<number | null>(null)
  const shown = iterations.find(({ iterationNumber }) => iterationNumber === hovered) ?? iterations.at(-1)
  return (
    <div className={classes.charts}>
      {shown &&
        chartsOf(iterations).map((name) => (
          <Chart key={name} name={name} iterations={iterations} shown={shown} onHover={setHovered} />
        ))}
    </div>
  )
}

interface ChartProps {
  readonly name: IterationChart
  readonly iterations: readonly RefinementIteration[]
  /** The one read out. */
  readonly shown: RefinementIteration
  readonly onHover: (version: number | null) => void
}

function Chart({ name, iterations, shown, onHover }: ChartProps) {
  const { title, text, format, color } = ITERATION_WORDS[name]
  const data = useMemo(() => iterationSeries(iterations, name), [iterations, name])
  const value = shown[name]
  return (
    <ChartFigure
      title={title}
      text={text}
      value={value === null ? '' : format(value)}
      label={describeIterations(iterations, name)}
      color={color}
      sync="iterations"
      dots
      data={data}
      onHover={onHover}
    />
  )
}
