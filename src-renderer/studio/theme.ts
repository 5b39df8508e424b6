import { useEffect } from 'react'
import type { Settings } from '../../src-shared/studio-api/studio.ts'
import { useStudio } from '../state/studio-store.ts'
import { writeStored } from '../state/use-stored.ts'

const prefersLight = matchMedia('(prefers-color-scheme: light)')

function apply(theme: Settings['theme']): void {
  document.documentElement.dataset.theme = theme === 'system' ? (prefersLight.matches ? 'light' : 'dark') : theme
}

/**
 * Keeps the page in the theme of the settings, and in the system's where they say so. The choice is also remembered
 * here, because `public/first-theme.js` has to know it before the host has answered.
 */
export function useTheme(): void {
  const theme = useStudio(({ studio }) => studio?.settings.theme)
  useEffect(() => {
    if (!theme) return
    const follow = () => apply(theme)
    follow()
    writeStored('theme', theme)
    prefersLight.addEventListener('change', follow)
    return () => prefersLight.removeEventListener('change', follow)
  }, [theme])
}
