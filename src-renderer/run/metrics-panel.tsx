import { ChartLineIcon } from '@phosphor-icons/react/dist/csr/ChartLine'
import { useState } from 'react'
import type { MetricsPoint, ProjectState } from '../../src-shared/studio-api/project.ts'
import { formatCount } from '../state/format.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { CHARTS, pointAt } from './chart-series.ts'
import { MetricsChart } from './metrics-chart.tsx'
import classes from './metrics-panel.module.css'

/** Charts of how training goes, one beside the other, with one cursor for all. */
export function MetricsPanel({ project }: { readonly project: ProjectState }) {
  const { metrics } = project
  const [hovered, setHovered] = useState<number | null>(null)
  const last = metrics.at(-1)
  if (!last) {
    return (
      <EmptyState icon={<ChartLineIcon size={28} />} title="No figures yet">
        Loss, PSNR, SSIM and the number of splats are plotted here while the splats are trained.
      </EmptyState>
    )
  }
  const point = (hovered === null ? null : pointAt(metrics, hovered)) ?? last
  return (
    <div className={classes.panel}>
      <Facts point={point} isLive={hovered === null && project.summary.state === 'running'} />
      <div className={classes.charts}>
        {CHARTS.map((name) => (
          <MetricsChart key={name} name={name} points={metrics} point={point} onHover={setHovered} />
        ))}
      </div>
    </div>
  )
}

function Facts({ point, isLive }: { readonly point: MetricsPoint; readonly isLive: boolean }) {
  const { step, steps, stepsPerSecond } = point
  return (
    <p className={classes.facts}>
      <span>
        Step <b>{formatCount(step)}</b> of {formatCount(steps)}
      </span>
      <span>
        <b>{stepsPerSecond.toFixed(1)}</b> steps/s{isLive && <span className={classes.live}>live</span>}
      </span>
    </p>
  )
}
