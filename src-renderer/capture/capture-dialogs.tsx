import { useMemo, useState } from 'react'
import { type Command, useCommands } from '../commands/command-registry.ts'
import { ScreenshotDialog } from './screenshot-dialog.tsx'
import { TurntableDialog } from './turntable-dialog.tsx'

export interface CaptureDialogsProps {
  /** Of the project. */
  readonly name: string
  /** False while there is nothing to take a picture of. */
  readonly enabled: boolean
}

/** Pictures and videos of the model, opened by command. */
export function CaptureDialogs({ name, enabled }: CaptureDialogsProps) {
  const [open, setOpen] = useState<'screenshot' | 'turntable' | null>(null)
  useCommands(
    useMemo((): Command[] => {
      const command = (kind: 'screenshot' | 'turntable', title: string, shortcut?: string): Command => ({
        id: `capture.${kind}`,
        title,
        group: 'View',
        shortcut,
        enabled,
        run: () => setOpen(kind),
      })
      return [
        command('screenshot', 'Take a screenshot', 'mod+shift+s'),
        command('turntable', 'Record a turntable video'),
      ]
    }, [enabled]),
  )
  const close = () => setOpen(null)
  if (open === 'screenshot') return <ScreenshotDialog name={name} onClose={close} />
  return open === 'turntable' ? <TurntableDialog name={name} onClose={close} /> : null
}
