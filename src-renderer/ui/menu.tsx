import { CheckIcon } from '@phosphor-icons/react/dist/csr/Check'
import { DropdownMenu as Radix } from 'radix-ui'
import { Fragment, type ReactNode } from 'react'
import { Kbd } from './kbd.tsx'
import classes from './menu.module.css'

export interface MenuItem {
  readonly label: string
  readonly icon?: ReactNode
  readonly shortcut?: string
  readonly danger?: boolean
  readonly disabled?: boolean
  /** A tick before it. */
  readonly checked?: boolean
  /** A line above it. */
  readonly separated?: boolean
  readonly onSelect: () => void
}

export interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactNode
  readonly items: readonly MenuItem[]
  readonly align?: 'start' | 'center' | 'end'
}

/** A drop-down menu. Not modal: Radix's scroll lock needs a style element that the page's policy refuses. */
export function Menu({ trigger, items, align = 'end' }: MenuProps) {
  const hasIcons = items.some(({ icon, checked }) => icon !== undefined || checked !== undefined)
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={classes.menu} align={align} sideOffset={4} collisionPadding={8}>
          {items.map(({ label, icon, shortcut, danger, disabled, checked, separated, onSelect }) => (
            <Fragment key={label}>
              {separated && <Radix.Separator className={classes.separator} />}
              <Radix.Item
                className={`${classes.item} ${danger ? classes.danger : ''}`}
                disabled={disabled}
                onSelect={onSelect}
              >
                {hasIcons && <span className={classes.icon}>{checked ? <CheckIcon size={14} /> : icon}</span>}
                <span className={classes.label}>{label}</span>
                {shortcut && <Kbd keys={shortcut} />}
              </Radix.Item>
            </Fragment>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
