import { XIcon } from '@phosphor-icons/react/dist/csr/X'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { IconButton } from './button.tsx'
import classes from './dialog.module.css'

export interface DialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title: string
  /** One sentence under the title. */
  readonly description?: string
  readonly size?: 'small' | 'medium' | 'large' | 'wide'
  /** Without a header: the title is only read aloud. It stands in the upper third, where a list may grow below it. */
  readonly bare?: boolean
  /** Buttons along the lower edge. */
  readonly footer?: ReactNode
  readonly children?: ReactNode
}

/**
 * A modal dialog. Its backdrop is ours, not Radix's overlay: that one locks scrolling with a style element, which the
 * page's policy refuses, and the studio does not scroll.
 */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  size = 'medium',
  bare = false,
  footer,
  children,
}: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <div className={classes.backdrop} aria-hidden="true" />
        <Radix.Content
          className={`${classes.dialog} ${classes[size]} ${bare ? classes.bare : ''}`}
          onOpenAutoFocus={focusContent}
          {...(description === undefined && { 'aria-describedby': undefined })}
        >
          {bare ? (
            <Radix.Title className="visually-hidden">{title}</Radix.Title>
          ) : (
            <header className={classes.header}>
              <div>
                <Radix.Title asChild>
                  <h2>{title}</h2>
                </Radix.Title>
                {description && <Radix.Description className={classes.description}>{description}</Radix.Description>}
              </div>
              <Radix.Close asChild>
                <IconButton label="Close" shortcut="escape">
                  <XIcon size={16} />
                </IconButton>
              </Radix.Close>
            </header>
          )}
          {children && (bare ? children : <div className={classes.body}>{children}</div>)}
          {footer && <footer className={classes.footer}>{footer}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** To what is marked `data-autofocus`, else to the dialog: on the close button the focus would open its tooltip. */
function focusContent(event: Event): void {
  event.preventDefault()
  const dialog = event.currentTarget as HTMLElement
  const marked = dialog.querySelector<HTMLElement>('[data-autofocus]')
  ;(marked ?? dialog).focus()
}
