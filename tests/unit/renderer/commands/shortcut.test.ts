import { describe, expect, test } from 'vitest'
import { formatShortcut, shortcutOf } from '../../../../src-renderer/commands/shortcut.ts'

const held = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }

describe('shortcutOf', () => {
  test('the command key is Ctrl here and ⌘ on Apple systems', () => {
    expect(shortcutOf({ ...held, key: 'z', ctrlKey: true }, false)).toBe('mod+z')
    expect(shortcutOf({ ...held, key: 'z', metaKey: true }, true)).toBe('mod+z')
    expect(shortcutOf({ ...held, key: 'z', ctrlKey: true }, true)).toBe('z')
  })

  test('Shift counts with letters and named keys, not where it makes another sign', () => {
    expect(shortcutOf({ ...held, key: 'Z', ctrlKey: true, shiftKey: true }, false)).toBe('mod+shift+z')
    expect(shortcutOf({ ...held, key: 'Tab', shiftKey: true }, false)).toBe('shift+tab')
    expect(shortcutOf({ ...held, key: '?', shiftKey: true }, false)).toBe('?')
  })

  test('keys are named as commands write them', () => {
    expect(shortcutOf({ ...held, key: ' ' }, false)).toBe('space')
    expect(shortcutOf({ ...held, key: ',', ctrlKey: true }, false)).toBe('mod+,')
    expect(shortcutOf({ ...held, key: 'ArrowUp', altKey: true }, false)).toBe('alt+arrowup')
  })
})

test('shortcuts are written as people of the system write them', () => {
  expect(formatShortcut('mod+shift+z', false)).toBe('Ctrl+Shift+Z')
  expect(formatShortcut('mod+shift+z', true)).toBe('⌘⇧Z')
  expect(formatShortcut('alt+arrowup', false)).toBe('Alt+↑')
  expect(formatShortcut('enter', false)).toBe('Enter')
})
