import { SETTINGS_DEFAULTS, type Settings } from '../../src-shared/studio-api/studio.ts'
import { studioClient, useStudio } from '../state/studio-store.ts'
import { toastError } from '../ui/toast.tsx'

/** The settings as the host has them; a change is saved at once and comes back from it. */
export function useSettings(): [Settings, (changed: Partial<Settings>) => void] {
  const settings = useStudio(({ studio }) => studio?.settings) ?? SETTINGS_DEFAULTS
  return [settings, saveSettings]
}

function saveSettings(changed: Partial<Settings>): void {
  studioClient().api.setSettings(changed).catch(toastError)
}
