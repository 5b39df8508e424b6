import { create } from 'zustand'

interface Edited {
  readonly projectId: string
  readonly photoId: string
}

/** The photo whose cut-out is being corrected; null: none. */
export const useCutOutEdited = create<{ readonly edited: Edited | null }>(() => ({ edited: null }))

export function editCutOut(edited: Edited | null): void {
  useCutOutEdited.setState({ edited })
}
