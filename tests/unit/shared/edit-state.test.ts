import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../../src-engine/math/random.ts'
import { editStateOf, operationsOf } from '../../../src-shared/edit-state.ts'
import { type EditOperation, NO_TRANSFORM, type Transform, type Volume } from '../../../src-shared/edits.ts'
import { encodeIndexSet } from '../../../src-shared/index-set.ts'

const COUNT = 8
const set = (...indices: number[]) => encodeIndexSet(indices, COUNT)
const sphere: Volume = { kind: 'sphere', centre: [0, 0, 0], radius: 2 }
const moved: Transform = { translation: [1, 0, 0], rotation: [0, 1, 0, 0], scale: 2 }
const operations: EditOperation[] = [
  { type: 'select', splats: set(1, 2) },
  { type: 'delete', splats: set(1, 2), label: 'brush' },
  { type: 'crop', volume: sphere },
  { type: 'select', splats: set(2, 3, 4) },
  { type: 'delete', splats: set(7), label: 'floaters' },
  { type: 'transform', transform: moved },
  { type: 'crop', volume: null },
  { type: 'select', splats: set(2, 5) },
]
const at = (cursor: number) => editStateOf({ operations, cursor }, COUNT)
const mask = (...indices: number[]) => Uint8Array.from({ length: COUNT }, (_, i) => (indices.includes(i) ? 1 : 0))

describe('the state edits lead to', () => {
  test('step by step', () => {
    const nothing = { deleted: null, selected: null, crop: null, transform: NO_TRANSFORM }
    expect(at(0)).toEqual(nothing)
    expect(at(1)).toEqual({ ...nothing, selected: mask(1, 2) })
    expect(at(2)).toEqual({ ...nothing, deleted: mask(1, 2) })
    expect(at(3)).toEqual({ ...nothing, deleted: mask(1, 2), crop: sphere })
    // What is gone cannot be selected.
    expect(at(4)).toEqual({ ...nothing, deleted: mask(1, 2), crop: sphere, selected: mask(3, 4) })
    expect(at(5)).toEqual({ ...nothing, deleted: mask(1, 2, 7), crop: sphere })
    expect(at(6)).toEqual({ ...nothing, deleted: mask(1, 2, 7), crop: sphere, transform: moved })
    expect(at(8)).toEqual({ ...nothing, deleted: mask(1, 2, 7), transform: moved, selected: mask(5) })
  })

  test('the fewest operations lead to the same state', () => {
    for (let cursor = 0; cursor <= operations.length; cursor++) {
      const fewest = operationsOf(at(cursor), 'earlier')
      expect(fewest.length).toBeLessThanOrEqual(4)
      expect(editStateOf({ operations: fewest, cursor: fewest.length }, COUNT)).toEqual(at(cursor))
    }
  })

  test('also after many random edits', () => {
    const random = seededRandom(4)
    const count = 500
    const some = () =>
      encodeIndexSet(
        [...Array(count).keys()].filter(() => random() < 0.02),
        count,
      )
    const many = Array.from({ length: 60 }, (): EditOperation => {
      const splats = some()
      return random() < 0.5 ? { type: 'select', splats } : { type: 'delete', splats, label: '' }
    })
    const state = editStateOf({ operations: many, cursor: 60 }, count)
    const fewest = operationsOf(state, '')
    expect(editStateOf({ operations: fewest, cursor: fewest.length }, count)).toEqual(state)
  })

  test('a set of other splats is refused', () => {
    expect(() => editStateOf({ operations, cursor: 8 }, 5)).toThrow(RangeError)
  })
})
