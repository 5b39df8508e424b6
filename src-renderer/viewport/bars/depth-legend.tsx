import { DEPTH_COLOURS } from '../scene/splat-looks.ts'
import { useStats } from '../viewport-runtime.ts'
import classes from './bars.module.css'

/** What the colours of the depth view mean. */
export function DepthLegend() {
  const [near, far] = useStats((state) => state.depth)
  return (
    <figure className={classes.legend} aria-label="Legend of the depth colours">
      <figcaption>Distance from the view, in units</figcaption>
      <div className={classes.ramp} style={{ background: `linear-gradient(to right, ${DEPTH_COLOURS.join(', ')})` }} />
      <div className={classes.row}>
        <span>{near.toFixed(2)}</span>
        <span>{far.toFixed(2)}</span>
      </div>
    </figure>
  )
}
