import { CloudDialog } from '../cloud/cloud-dialog.tsx'
import { CommandPalette } from '../commands/palette.tsx'
import { ShortcutSheet } from '../commands/shortcut-sheet.tsx'
import { ModelsDialog } from '../models/models-dialog.tsx'
import { SettingsDialog } from '../settings/settings-dialog.tsx'
import { openOverlay, useOverlay } from './overlay.ts'

/** The palette, the shortcut sheet, the settings, the models or the cloud, over whatever page there is. */
export function Overlays() {
  const overlay = useOverlay(({ overlay }) => overlay)
  const close = () => openOverlay(null)
  if (overlay === 'palette') return <CommandPalette onClose={close} />
  if (overlay === 'shortcuts') return <ShortcutSheet onClose={close} />
  if (overlay === 'settings') return <SettingsDialog onClose={close} />
  if (overlay === 'models') return <ModelsDialog onClose={close} />
  if (overlay === 'cloud') return <CloudDialog onClose={close} />
  return null
}
