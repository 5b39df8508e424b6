import type { DepthSummary } from '../../src-shared/depth-summary.ts'
import classes from './heat-legend.module.css'

/** What the colours of a view's heatmap stand for, and what is known of its depth; world units from the camera. */
export function HeatLegend({ depth }: { readonly depth: DepthSummary[number] }) {
  const { minDepth, maxDepth, meanDepth, confidenceScore, colourRange, source } = depth
  const [near, far] = colourRange ?? [minDepth, maxDepth]
  const at = far > near ? Math.min(Math.max((meanDepth - near) / (far - near), 0), 1) : 0
  return (
    <figure className={classes.legend} aria-label="Legend of the depth colours">
      <span className={classes.end}>{near.toFixed(2)}</span>
      <div
        className={classes.ramp}
        title="From the depth that 2 % are nearer than, to the one that 2 % are farther than"
      >
        <span className={classes.mean} style={{ left: `${100 * at}%` }} />
      </div>
      <span className={classes.end}>{far.toFixed(2)}</span>
      <figcaption className={classes.facts}>
        <Fact name="Min" value={minDepth.toFixed(3)} />
        <Fact name="Max" value={maxDepth.toFixed(3)} />
        <Fact name="Mean" value={meanDepth.toFixed(3)} />
        <Fact name="Confidence" value={`${Math.round(100 * confidenceScore)} %`} />
        <span>{source === 'model' ? 'by a depth model' : 'of the shape itself'}</span>
      </figcaption>
    </figure>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <span>
      {name} <b>{value}</b>
    </span>
  )
}
