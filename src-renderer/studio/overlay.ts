import { create } from 'zustand'

/** What lies over the page, one at a time. */
export type Overlay = 'palette' | 'shortcuts' | 'settings' | 'models' | 'cloud'

export const useOverlay = create<{ readonly overlay: Overlay | null }>(() => ({ overlay: null }))

export function openOverlay(overlay: Overlay | null): void {
  useOverlay.setState({ overlay })
}
