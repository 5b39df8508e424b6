import { CaretDownIcon } from '@phosphor-icons/react/dist/csr/CaretDown'
import { type ReactNode, useId } from 'react'
import { useStored } from '../state/use-stored.ts'
import classes from './section.module.css'

export interface SectionProps {
  readonly title: string
  /** Beside the title, e.g. a count or a button. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** A part of a panel that folds away, and stays as it was left. */
export function Section({ title, aside, children }: SectionProps) {
  const id = useId()
  const [open, setOpen] = useStored(`section.${title}`, true)
  return (
    <section className={classes.section}>
      <header className={classes.header}>
        <button
          type="button"
          className={classes.title}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <CaretDownIcon size={11} weight="bold" className={open ? '' : classes.folded} />
          {title}
        </button>
        <span className={classes.aside}>{aside}</span>
      </header>
      <div id={id} hidden={!open} className={classes.body}>
        {children}
      </div>
    </section>
  )
}
