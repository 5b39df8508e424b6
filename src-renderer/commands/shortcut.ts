/** True on Apple systems, where ⌘ stands for Ctrl. */
const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

const MAC_NAMES: Readonly<Record<string, string>> = { mod: '⌘', shift: '⇧', alt: '⌥' }
const NAMES: Readonly<Record<string, string>> = {
  mod: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  escape: 'Esc',
  enter: 'Enter',
  backspace: 'Backspace',
  tab: 'Tab',
  delete: 'Del',
  space: 'Space',
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
}

/** `mod+shift+z` as people write it here: Ctrl+Shift+Z, or ⌘⇧Z. */
export function formatShortcut(shortcut: string, mac = isMac): string {
  const parts = shortcut.split('+').map((part) => (mac && MAC_NAMES[part]) || NAMES[part] || part.toUpperCase())
  return parts.join(mac ? '' : '+')
}

/** What a shortcut is compared by: the keys a person holds, whatever system and layout. `?` counts without Shift. */
export function shortcutOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
  mac = isMac,
): string {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase()
  const isLetter = /^[a-z0-9]$/.test(key) || key.length > 1
  const parts = [
    (mac ? event.metaKey : event.ctrlKey) ? 'mod' : '',
    event.altKey ? 'alt' : '',
    event.shiftKey && isLetter ? 'shift' : '',
    key,
  ]
  return parts.filter(Boolean).join('+')
}
