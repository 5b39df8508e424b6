import { create } from 'zustand'
import type { RefusedFile } from '../../src-shared/studio-api/project.ts'

/** Photos on their way into a project. */
export interface Intake {
  readonly id: number
  readonly projectName: string
  readonly done: number
  readonly total: number
  readonly cancel: () => void
}

interface IntakeStore {
  readonly intakes: readonly Intake[]
  /** Files left out, shown in a dialog; null: it is closed. */
  readonly leftOut: readonly RefusedFile[] | null
}

export const useIntake = create<IntakeStore>(() => ({ intakes: [], leftOut: null }))

let nextId = 1

/** Shows that photos are on their way; gives how to tell of progress and of the end. */
export function trackIntake(intake: Omit<Intake, 'id' | 'done'>) {
  const id = nextId++
  useIntake.setState(({ intakes }) => ({ intakes: [...intakes, { ...intake, id, done: 0 }] }))
  return {
    progress: (now: { readonly done: number; readonly total: number }) =>
      useIntake.setState(({ intakes }) => ({
        intakes: intakes.map((known) => (known.id === id ? { ...known, ...now } : known)),
      })),
    end: () => useIntake.setState(({ intakes }) => ({ intakes: intakes.filter((known) => known.id !== id) })),
  }
}

export function showLeftOut(leftOut: readonly RefusedFile[] | null): void {
  useIntake.setState({ leftOut })
}
