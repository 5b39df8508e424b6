import { create } from 'zustand'

interface ShownVersion {
  readonly projectId: string
  readonly version: number
}

/** The version of a refined model that the viewport shows in place of the one in use; null: none. */
const useVersionShown = create<{ readonly shown: ShownVersion | null }>(() => ({ shown: null }))

export function showVersion(shown: ShownVersion | null): void {
  useVersionShown.setState({ shown })
}

/** Number of the version of this project that is to be shown; null: the one in use. */
export function useShownVersion(projectId: string): number | null {
  return useVersionShown(({ shown }) => (shown?.projectId === projectId ? shown.version : null))
}
