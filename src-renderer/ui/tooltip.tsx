import { Tooltip as Radix } from 'radix-ui'
import type { FocusEvent, ReactNode } from 'react'
import { Kbd } from './kbd.tsx'
import classes from './tooltip.module.css'

export interface TooltipProps {
  readonly text: string
  readonly shortcut?: string
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
  readonly children: ReactNode
}

/** Once, around everything that has tooltips. */
export const TooltipProvider = Radix.Provider

export function Tooltip({ text, shortcut, side = 'bottom', children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild onFocus={keepQuiet}>
        {children}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={classes.tip} side={side} sideOffset={6} collisionPadding={8}>
          {text}
          {shortcut && <Kbd keys={shortcut} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** A button that is given the focus back by a menu or dialog closed with the mouse need not explain itself. */
function keepQuiet(event: FocusEvent<HTMLElement>): void {
  if (!event.currentTarget.matches(':focus-visible')) event.preventDefault()
}
