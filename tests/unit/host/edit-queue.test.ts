import { describe, expect, test } from 'vitest'
import { MAX_OPERATIONS, withOperation } from '../../../src-main/host/edit-queue.ts'
import { editStateOf } from '../../../src-shared/edit-state.ts'
import type { EditOperation, EditQueue } from '../../../src-shared/edits.ts'
import { encodeIndexSet } from '../../../src-shared/index-set.ts'

const deletion = (i: number, count: number): EditOperation => ({
  type: 'delete',
  splats: encodeIndexSet([i], count),
  label: `${i}`,
})

describe('the queue', () => {
  test('a new edit cuts off what was undone', () => {
    const operations = [0, 1, 2].map((i) => deletion(i, 9))
    const queue = withOperation({ cloud: 'c', operations, cursor: 1, revision: 7 }, deletion(8, 9), 9)
    expect(queue).toEqual({ cloud: 'c', operations: [operations[0], deletion(8, 9)], cursor: 2, revision: 7 })
  })

  test('grows no further than its bound, and its state stays right', () => {
    const count = 2 * MAX_OPERATIONS
    let queue: EditQueue = { cloud: 'c', operations: [], cursor: 0, revision: 0 }
    for (let i = 0; i < count; i++) {
      queue = withOperation(queue, deletion(i, count), count)
      expect(queue.operations.length).toBeLessThanOrEqual(MAX_OPERATIONS)
      expect(queue.cursor).toBe(queue.operations.length)
    }
    expect(editStateOf(queue, count).deleted?.every((gone) => gone === 1)).toBe(true)
    expect(queue.operations.at(-1)).toEqual(deletion(count - 1, count))
    // The recent half can still be undone one by one.
    expect(queue.operations.length).toBeGreaterThan(MAX_OPERATIONS / 4)
  })

  test('large sets are folded before there are many', () => {
    // 800 kB of text each: 32 MiB are full at 42.
    const count = 4_800_000
    const splats = encodeIndexSet(
      Array.from({ length: count / 2 }, (_, i) => 2 * i),
      count,
    )
    const operations = Array.from({ length: 41 }, (): EditOperation => ({ type: 'select', splats }))
    const before: EditQueue = { cloud: 'c', operations, cursor: 41, revision: 0 }
    const queue = withOperation(before, { type: 'select', splats }, count)
    expect(queue.operations).toHaveLength(22)
    const selected = Buffer.from(editStateOf(queue, count).selected ?? [])
    expect(selected.equals(editStateOf(before, count).selected ?? new Uint8Array())).toBe(true)
  })
})
