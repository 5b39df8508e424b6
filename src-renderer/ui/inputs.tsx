import { type ComponentProps, useEffect, useState } from 'react'
import classes from './field.module.css'

export function TextInput({ className = '', ...rest }: ComponentProps<'input'>) {
  return <input type="text" spellCheck={false} className={`${classes.input} ${className}`} {...rest} />
}

export interface SelectProps<Value extends string> extends Omit<ComponentProps<'select'>, 'value' | 'onChange'> {
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string; readonly disabled?: boolean }[]
  readonly onValue: (value: Value) => void
}

/** The system's own list: it needs no style of ours and knows every key. */
export function Select<Value extends string>({ value, options, onValue, ...rest }: SelectProps<Value>) {
  return (
    <select
      className={classes.select}
      value={value}
      onChange={({ target }) => onValue(target.value as Value)}
      {...rest}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value} disabled={option.disabled}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

export interface NumberInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'min' | 'max' | 'step'> {
  readonly value: number
  readonly min?: number
  readonly max?: number
  readonly step?: number
  /** Decimals shown. */
  readonly digits?: number
  readonly unit?: string
  /** Called when the person has finished: Enter, arrow keys, or on leaving the field. */
  readonly onValue: (value: number) => void
}

/** A number. What is typed counts when it is finished; what is no number is put back. */
export function NumberInput({ value, min, max, step = 1, digits = 3, unit, onValue, ...rest }: NumberInputProps) {
  const shown = String(Number(value.toFixed(digits)))
  const [text, setText] = useState(shown)
  useEffect(() => setText(shown), [shown])
  const clamp = (wanted: number) => Math.min(Math.max(wanted, min ?? -Infinity), max ?? Infinity)
  const commit = (wanted: number) => {
    if (!Number.isFinite(wanted)) return setText(shown)
    const next = clamp(wanted)
    setText(String(Number(next.toFixed(digits))))
    if (next !== value) onValue(next)
  }
  return (
    <span>
      <input
        type="text"
        inputMode="decimal"
        className={`${classes.input} ${classes.number}`}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onBlur={() => text !== shown && commit(Number.parseFloat(text.replace(',', '.')))}
        onKeyDown={(event) => {
          const typed = Number.parseFloat(text.replace(',', '.'))
          if (event.key === 'Enter') commit(typed)
          else if (event.key === 'Escape') setText(shown)
          else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault()
            const by = (event.key === 'ArrowUp' ? step : -step) * (event.shiftKey ? 10 : 1)
            commit((Number.isFinite(typed) ? typed : value) + by)
          } else return
          event.stopPropagation()
        }}
        {...rest}
      />
      {unit && <span className={classes.unit}>{unit}</span>}
    </span>
  )
}
