import { Progress as Radix } from 'radix-ui'
import classes from './progress.module.css'

export interface ProgressProps {
  readonly label: string
  /** 0 to 1. */
  readonly value: number
  readonly kind?: 'plain' | 'good' | 'bad'
}

export function Progress({ label, value, kind = 'plain' }: ProgressProps) {
  const percent = 100 * Math.min(Math.max(value, 0), 1)
  return (
    <Radix.Root className={`${classes.root} ${classes[kind] ?? ''}`} value={percent} aria-label={label}>
      <Radix.Indicator className={classes.bar} style={{ width: `${percent}%` }} />
    </Radix.Root>
  )
}
