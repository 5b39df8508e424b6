import type { KeyboardEvent } from 'react'

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }

/** Lets the arrow keys go from button to button within an element, round about. */
export function stepWithArrows(event: KeyboardEvent<HTMLElement>): void {
  const by = STEPS[event.key]
  if (by === undefined) return
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const now = buttons.indexOf(event.target as HTMLButtonElement)
  if (now < 0) return
  event.preventDefault()
  buttons[(now + by + buttons.length) % buttons.length].focus()
}
