import { expect, test } from 'vitest'
import { changesModel } from '../../../../src-renderer/run/changes-model.ts'
import { type EditOperation, NO_TRANSFORM } from '../../../../src-shared/edits.ts'

const SELECT: EditOperation = { type: 'select', splats: '' }
const MOVE: EditOperation = { type: 'transform', transform: NO_TRANSFORM }

test('a selection alone does not change the model', () => {
  expect(changesModel({ operations: [SELECT], cursor: 1 })).toBe(false)
})

test('what was undone does not count', () => {
  expect(changesModel({ operations: [SELECT, MOVE], cursor: 2 })).toBe(true)
  expect(changesModel({ operations: [SELECT, MOVE], cursor: 1 })).toBe(false)
})
