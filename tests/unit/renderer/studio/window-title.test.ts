import { expect, test } from 'vitest'
import { formatTitle } from '../../../../src-renderer/studio/window-title.ts'

test('tells how far the run is, of which project, and what is open', () => {
  expect(formatTitle({ open: null, running: null })).toBe('Glimpse3D Studio')
  expect(formatTitle({ open: 'Vase', running: null })).toBe('Vase · Glimpse3D Studio')
  expect(formatTitle({ open: 'Vase', running: { name: 'Vase', state: '34 %' } })).toBe('34 % · Vase · Glimpse3D Studio')
  expect(formatTitle({ open: 'Vase', running: { name: 'Shoe', state: 'Paused' } })).toBe(
    'Paused Shoe · Vase · Glimpse3D Studio',
  )
})
