import { CircleHalfIcon } from '@phosphor-icons/react/dist/csr/CircleHalf'
import { MoonIcon } from '@phosphor-icons/react/dist/csr/Moon'
import { SunIcon } from '@phosphor-icons/react/dist/csr/Sun'
import { useStudio } from '../state/studio-store.ts'
import { IconButton } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import { setTheme } from './set-theme.ts'

const THEMES = [
  { theme: 'system', label: 'As the system', Icon: CircleHalfIcon },
  { theme: 'dark', label: 'Dark', Icon: MoonIcon },
  { theme: 'light', label: 'Light', Icon: SunIcon },
] as const

export function ThemeButton() {
  const chosen = useStudio(({ studio }) => studio?.settings.theme) ?? 'system'
  const { Icon } = THEMES.find(({ theme }) => theme === chosen) ?? THEMES[0]
  return (
    <Menu
      trigger={
        <IconButton label="Theme">
          <Icon size={16} />
        </IconButton>
      }
      items={THEMES.map(({ theme, label }) => ({ label, checked: theme === chosen, onSelect: () => setTheme(theme) }))}
    />
  )
}
