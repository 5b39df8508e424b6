import { useEffect } from 'react'
import { useCommandRegistry } from './command-registry.ts'
import { shortcutOf } from './shortcut.ts'

/** Runs commands by their keys, once for the whole studio. Keys typed into a field stay with the field. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || isTyping(event.target, event)) return
      const pressed = shortcutOf(event)
      const { commands } = useCommandRegistry.getState()
      const found = [...commands.values()].find(
        (command) => command.enabled !== false && !command.sheetOnly && command.shortcut?.split(' ').includes(pressed),
      )
      if (!found) return
      event.preventDefault()
      found.run()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

/** Text fields keep all keys but Ctrl-K; an open dialog or menu keeps the keys to itself. */
function isTyping(target: EventTarget | null, event: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('[role="dialog"], [role="alertdialog"], [role="menu"]')) return true
  const takesText =
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type))
  return takesText && shortcutOf(event) !== 'mod+k'
}
