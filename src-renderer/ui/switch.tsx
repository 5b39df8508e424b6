import { Switch as Radix } from 'radix-ui'
import classes from './switch.module.css'

export interface SwitchProps {
  readonly id?: string
  readonly label?: string
  readonly checked: boolean
  readonly disabled?: boolean
  readonly onChecked: (checked: boolean) => void
}

export function Switch({ id, label, checked, disabled, onChecked }: SwitchProps) {
  return (
    <Radix.Root
      id={id}
      aria-label={label}
      className={classes.root}
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChecked}
    >
      <Radix.Thumb className={classes.thumb} />
    </Radix.Root>
  )
}
