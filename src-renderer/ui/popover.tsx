import { Popover as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import classes from './popover.module.css'

export interface PopoverProps {
  /** The button that opens it. */
  readonly trigger: ReactNode
  readonly label: string
  readonly align?: 'start' | 'center' | 'end'
  readonly wide?: boolean
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
  readonly children: ReactNode
}

/** A small panel that hangs from a button. */
export function Popover({ trigger, label, align = 'end', wide = false, open, onOpenChange, children }: PopoverProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={`${classes.popover} ${wide ? classes.wide : ''}`}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          onOpenAutoFocus={focusPanel}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** To the panel itself: on its first button the focus would open that button's tooltip. */
function focusPanel(event: Event): void {
  event.preventDefault()
  const panel = event.currentTarget as HTMLElement
  panel.focus()
}
