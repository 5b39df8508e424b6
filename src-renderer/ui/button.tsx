import type { ComponentProps } from 'react'
import classes from './button.module.css'
import { Tooltip } from './tooltip.tsx'

export interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: 'plain' | 'primary' | 'danger' | 'quiet'
  readonly large?: boolean
}

export function Button({ kind = 'plain', large = false, className = '', ...rest }: ButtonProps) {
  const names = [classes.button, classes[kind] ?? '', large ? classes.large : '', className]
  return <button type="button" className={names.join(' ')} {...rest} />
}

export interface IconButtonProps extends ButtonProps {
  /** What it does: shown on hover, read aloud. */
  readonly label: string
  /** A key that does the same, shown beside the label. */
  readonly shortcut?: string
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
}

export function IconButton({ label, shortcut, side, kind = 'quiet', className = '', ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut} side={side}>
      <Button aria-label={label} kind={kind} className={`${classes.icon} ${className}`} {...rest} />
    </Tooltip>
  )
}
