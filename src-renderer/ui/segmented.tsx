import { ToggleGroup } from 'radix-ui'
import type { ReactNode } from 'react'
import classes from './segmented.module.css'

interface SegmentedOption<Value extends string> {
  readonly value: Value
  readonly label: ReactNode
  /** Shown on hover, and why it cannot be chosen where it cannot. */
  readonly title?: string
  readonly disabled?: boolean
}

export interface SegmentedProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly SegmentedOption<Value>[]
  readonly onValue: (value: Value) => void
}

/** One of a few, all in view. */
export function Segmented<Value extends string>({ label, value, options, onValue }: SegmentedProps<Value>) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      className={classes.root}
      value={value}
      onValueChange={(next) => next !== '' && onValue(next as Value)}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          className={classes.item}
          title={option.title}
          disabled={option.disabled}
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
