import { expect, test } from 'vitest'
import { NOTHING_SELECTED, selectPhoto } from '../../../../src-renderer/photos/photo-selection.ts'

const ORDER = ['a', 'b', 'c', 'd', 'e']

test('a click selects one photo alone', () => {
  const first = selectPhoto(NOTHING_SELECTED, 'b', 'replace', ORDER)
  expect([...selectPhoto(first, 'd', 'replace', ORDER).ids]).toEqual(['d'])
})

test('Shift takes all between, forwards and backwards, and keeps where it counts from', () => {
  const first = selectPhoto(NOTHING_SELECTED, 'c', 'replace', ORDER)
  const forwards = selectPhoto(first, 'e', 'range', ORDER)
  expect([...forwards.ids]).toEqual(['c', 'd', 'e'])
  expect([...selectPhoto(forwards, 'a', 'range', ORDER).ids]).toEqual(['a', 'b', 'c'])
})

test('Ctrl adds and takes away', () => {
  const one = selectPhoto(NOTHING_SELECTED, 'a', 'replace', ORDER)
  const two = selectPhoto(one, 'd', 'toggle', ORDER)
  expect([...two.ids]).toEqual(['a', 'd'])
  expect([...selectPhoto(two, 'a', 'toggle', ORDER).ids]).toEqual(['d'])
})

test('a range from a photo that has been removed is that photo alone', () => {
  const gone = { ids: new Set(['x']), anchor: 'x' }
  expect([...selectPhoto(gone, 'c', 'range', ORDER).ids]).toEqual(['c'])
})
