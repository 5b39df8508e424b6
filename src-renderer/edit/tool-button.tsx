import type { ReactNode } from 'react'
import { IconButton } from '../ui/button.tsx'
import classes from './tool-strip.module.css'

export interface ToolButtonProps {
  readonly label: string
  readonly shortcut?: string
  readonly pressed?: boolean
  /** Why it cannot be used now; shown in place of what it does. */
  readonly whyNot?: string | null
  readonly onClick: () => void
  readonly children: ReactNode
}

/** A tool in the strip. One that cannot be used stays reachable, so that it can say why. */
export function ToolButton({ label, shortcut, pressed, whyNot, onClick, children }: ToolButtonProps) {
  return (
    <IconButton
      label={whyNot ? `${label}: ${whyNot}` : label}
      aria-label={label}
      shortcut={whyNot ? undefined : shortcut}
      side="right"
      aria-pressed={pressed}
      aria-disabled={whyNot ? true : undefined}
      className={classes.tool}
      onClick={whyNot ? undefined : onClick}
    >
      {children}
    </IconButton>
  )
}
