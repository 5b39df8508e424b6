import type { ReactNode } from 'react'
import classes from './panel-header.module.css'

export interface PanelHeaderProps {
  readonly title: string
  /** After the title, e.g. a count. */
  readonly note?: string
  /** Controls at the right end. */
  readonly children?: ReactNode
}

/** The head of a panel that stands alone, as high as a row of tabs. */
export function PanelHeader({ title, note, children }: PanelHeaderProps) {
  return (
    <header className={classes.header}>
      <h2 className={classes.title}>{title}</h2>
      {note && <span className={classes.note}>{note}</span>}
      <span className={classes.controls}>{children}</span>
    </header>
  )
}
