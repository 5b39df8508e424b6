import type { Settings } from '../../src-shared/studio-api/studio.ts'
import { studioClient, useStudio } from '../state/studio-store.ts'
import { toastError } from '../ui/toast.tsx'

const NEXT = { system: 'dark', dark: 'light', light: 'system' } as const

export function setTheme(theme: Settings['theme']): void {
  studioClient().api.setSettings({ theme }).catch(toastError)
}

/** System, dark, light, and round again. */
export function nextTheme(): void {
  const { studio } = useStudio.getState()
  if (studio) setTheme(NEXT[studio.settings.theme])
}
