import { NumberInput } from '../ui/inputs.tsx'
import classes from './edit-panel.module.css'

type Triple = readonly [number, number, number]

export interface TripleFieldProps {
  readonly label: string
  readonly value: Triple
  readonly step?: number
  readonly min?: number
  readonly digits?: number
  readonly unit?: string
  readonly onValue: (value: [number, number, number]) => void
}

const AXES = ['x', 'y', 'z'] as const

/** Three numbers, one an axis. */
export function TripleField({ label, value, onValue, unit, ...number }: TripleFieldProps) {
  return (
    <fieldset className={classes.triple}>
      <legend>{unit ? `${label}, ${unit}` : label}</legend>
      <div className={classes.numbers}>
        {AXES.map((axis, i) => (
          <span key={axis} className={classes.axis} data-axis={axis}>
            <NumberInput
              aria-label={`${label} ${axis}`}
              value={value[i]}
              onValue={(changed) =>
                onValue(value.map((old, j) => (j === i ? changed : old)) as [number, number, number])
              }
              {...number}
            />
          </span>
        ))}
      </div>
    </fieldset>
  )
}
