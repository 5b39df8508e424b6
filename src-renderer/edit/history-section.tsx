import { useEffect, useRef } from 'react'
import { Section } from '../ui/section.tsx'
import { moveEdits } from './edit-actions.ts'
import classes from './edit-panel.module.css'
import { useEdits } from './edit-store.ts'
import { operationLabel } from './operation-label.ts'

/** All edits in order; a click goes back or forth to any of them. */
export function HistorySection() {
  const { operations, cursor } = useEdits()
  const list = useRef<HTMLOListElement>(null)
  const present = useRef<HTMLButtonElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the present one is another one whenever the cursor moves.
  useEffect(() => {
    // Not scrollIntoView: that would scroll the panel too.
    const [shown, button] = [list.current, present.current]
    if (!shown || !button) return
    const top = button.offsetTop - shown.offsetTop
    shown.scrollTop = Math.min(Math.max(shown.scrollTop, top + button.offsetHeight - shown.clientHeight), top)
  }, [cursor])
  const step = (at: number, label: string) => (
    <li key={at}>
      <button
        ref={at === cursor ? present : undefined}
        type="button"
        className={classes.step}
        aria-current={at === cursor ? 'step' : undefined}
        data-undone={at > cursor}
        onClick={() => void moveEdits({ cursor: at })}
      >
        {label}
      </button>
    </li>
  )
  return (
    <Section title="History" aside={`${cursor} of ${operations.length}`}>
      <ol ref={list} className={classes.history}>
        {step(0, 'As trained')}
        {operations.map((operation, i) => step(i + 1, operationLabel(operation)))}
      </ol>
    </Section>
  )
}
