import { Slider as Radix } from 'radix-ui'
import classes from './slider.module.css'

export interface SliderProps {
  readonly id?: string
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step?: number
  readonly disabled?: boolean
  readonly onValue: (value: number) => void
  /** When the person lets go. */
  readonly onCommit?: (value: number) => void
}

export function Slider({ id, label, value, min, max, step = 1, disabled, onValue, onCommit }: SliderProps) {
  return (
    <Radix.Root
      id={id}
      className={classes.root}
      value={[value]}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      onValueChange={([next]) => onValue(next)}
      onValueCommit={([next]) => onCommit?.(next)}
    >
      <Radix.Track className={classes.track}>
        <Radix.Range className={classes.range} />
      </Radix.Track>
      <Radix.Thumb className={classes.thumb} aria-label={label} />
    </Radix.Root>
  )
}
