import { create } from 'zustand'

/** How several photos belong together: of one object from many sides, each of an object of its own, or views of the rig. */
export type Belonging = 'one-object' | 'one-each' | 'views'

/** Fewer give no depth (the engine's own limit). */
export const LEAST_FOR_ONE_OBJECT = 3

export interface BelongingQuestion {
  readonly count: number
  /** They are as many and as large as the rig's views. */
  readonly views: boolean
}

interface Asked extends BelongingQuestion {
  readonly answer: (belonging: Belonging | null) => void
}

export const useBelonging = create<{ readonly asked: Asked | null }>(() => ({ asked: null }))

/** Asks how several photos belong together; null when the person would rather not add them. */
export function askBelonging(question: BelongingQuestion): Promise<Belonging | null> {
  // Photos dropped while it is open: what was asked before is given up.
  useBelonging.getState().asked?.answer(null)
  return new Promise((resolve) => {
    const answer = (belonging: Belonging | null) => {
      useBelonging.setState({ asked: null })
      resolve(belonging)
    }
    useBelonging.setState({ asked: { ...question, answer } })
  })
}

/** What they most likely are. */
export function likelyBelonging({ count, views }: BelongingQuestion): Belonging {
  if (views) return 'views'
  return count < LEAST_FOR_ONE_OBJECT ? 'one-each' : 'one-object'
}
