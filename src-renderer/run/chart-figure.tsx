import { useEffect, useRef } from 'react'
import type uPlot from 'uplot'
import { Tooltip } from '../ui/tooltip.tsx'
import classes from './chart-figure.module.css'
import { type ChartOptions, createChart } from './create-chart.ts'

interface ChartFigureProps extends ChartOptions {
  readonly title: string
  /** What it says, and which way is good. */
  readonly text: string
  /** The value read out. */
  readonly value: string
  /** The curve in words, for those who cannot see it. */
  readonly label: string
}

/** One curve with its name and a value. The chart is made once; new points and sizes are handed to it. */
export function ChartFigure(props: ChartFigureProps) {
  const { title, text, value, label, data, color, sync, dots, onHover } = props
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot | null>(null)
  const latest = useRef(data)
  latest.current = data
  useEffect(() => {
    const element = place.current
    if (!element) return
    const created = createChart(element, { color, sync, dots, data: latest.current, onHover })
    chart.current = created.plot
    return () => {
      chart.current = null
      created.destroy()
    }
  }, [color, sync, dots, onHover])
  useEffect(() => {
    chart.current?.setData(data)
  }, [data])
  return (
    <figure className={classes.chart}>
      <figcaption className={classes.caption}>
        <span className={classes.swatch} style={{ background: `var(--chart-${color})` }} />
        <Tooltip text={text} side="top">
          <span className={classes.title}>{title}</span>
        </Tooltip>
        <span className={classes.value}>{value}</span>
      </figcaption>
      <div ref={place} className={classes.plot} role="img" aria-label={label} />
    </figure>
  )
}
