import { type ReactNode, useId } from 'react'
import classes from './field.module.css'

export interface FieldProps {
  readonly label: string
  /** A few words under the label. */
  readonly hint?: string
  /** Given the id the label points to. */
  readonly children: (id: string) => ReactNode
  /** The control under the label in place of beside it. */
  readonly stacked?: boolean
}

/** A label and its control. */
export function Field({ label, hint, children, stacked = false }: FieldProps) {
  const id = useId()
  return (
    <div className={`${classes.field} ${stacked ? classes.stacked : ''}`}>
      <div className={classes.words}>
        <label htmlFor={id}>{label}</label>
        {hint && <p className={classes.hint}>{hint}</p>}
      </div>
      <div className={classes.control}>{children(id)}</div>
    </div>
  )
}
