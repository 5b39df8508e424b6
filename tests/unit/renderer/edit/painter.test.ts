import { expect, test } from 'vitest'
import type { Paint } from '../../../../src-renderer/edit/edit-requests.ts'
import { createPainter } from '../../../../src-renderer/edit/painter.ts'

const HOW = {
  view: { clip: [], depth: [0, 0, 1, 0], width: 1, height: 1, pixelsPerUnit: 1, perspective: true },
  front: false,
  mode: 'add',
} as const satisfies NonNullable<Paint['begin']>

test('bits follow each other without a gap, one at a time; a stroke ends before the next begins', async () => {
  const log: string[] = []
  let release = () => {}
  const painter = createPainter(
    ({ begin, points }) => {
      log.push(`${begin ? 'begin ' : ''}${points.join(' ')}`)
      return new Promise((resolve) => {
        release = resolve
      })
    },
    () => log.push('done'),
    () => log.push('failed'),
  )
  const answer = async () => {
    release()
    await new Promise((resolve) => setImmediate(resolve))
  }
  painter.begin(HOW, [1, 1], 5)
  painter.go(2, 2)
  painter.go(3, 3)
  expect(log).toEqual(['begin 1 1'])
  await answer()
  painter.go(4, 4)
  painter.end()
  painter.begin(HOW, [9, 9], 5)
  painter.end()
  for (let i = 0; i < 4; i++) await answer()
  expect(log).toEqual(['begin 1 1', '1 1 2 2 3 3', '3 3 4 4', 'done', 'begin 9 9', 'done'])
})

test('a bit that fails is told, and the stroke still ends', async () => {
  const log: unknown[] = []
  const painter = createPainter(
    () => Promise.reject(new Error('no')),
    () => log.push('done'),
    (error) => log.push((error as Error).message),
  )
  painter.begin(HOW, [1, 1], 5)
  painter.end()
  await new Promise((resolve) => setImmediate(resolve))
  expect(log).toEqual(['no', 'done'])
})
