import { expect, test } from 'vitest'
import { createEditStore } from '../../../src-main/host/edit-store.ts'
import type { EditQueue } from '../../../src-shared/edits.ts'

const queue = (cursor: number): EditQueue => ({ cloud: 'c', operations: [], cursor, revision: 0 })
const next = (now: EditQueue | null) => queue((now?.cursor ?? 0) + 1)

/** A store whose writes end when the test says so. */
function heldStore() {
  const writes: { cursor: number; end: (error?: Error) => void }[] = []
  const store = createEditStore('/nowhere/at/all/edits.json', (_, content) => {
    const text = typeof content === 'string' ? content : Buffer.concat(content).toString()
    const { cursor } = JSON.parse(text) as EditQueue
    return new Promise((resolve, reject) => {
      writes.push({ cursor, end: (error) => (error ? reject(error) : resolve()) })
    })
  })
  const written = async (count: number) => {
    while (writes.length < count) await new Promise((resolve) => setImmediate(resolve))
  }
  return { store, writes, written }
}

test('changes made during a write share the next one', async () => {
  const { store, writes, written } = heldStore()
  const first = store.change(next)
  await written(1)
  const others = [1, 2, 3, 4].map(() => store.change(next))
  while ((await store.read())?.cursor !== 5) await new Promise((resolve) => setImmediate(resolve))
  writes[0].end()
  expect((await first).cursor).toBe(1)
  await written(2)
  writes[1].end()
  expect((await Promise.all(others)).map(({ cursor }) => cursor)).toEqual([2, 3, 4, 5])
  expect(writes.map(({ cursor }) => cursor)).toEqual([1, 5])
})

test('a write that fails takes back its changes and those built upon them', async () => {
  const { store, writes, written } = heldStore()
  const kept = store.change(next)
  await written(1)
  writes[0].end()
  await kept
  const lost = store.change(next)
  await written(2)
  const built = store.change(next)
  while ((await store.read())?.cursor !== 3) await new Promise((resolve) => setImmediate(resolve))
  const full = new Error('the disk is full')
  writes[1].end(full)
  await expect(lost).rejects.toBe(full)
  await written(3)
  writes[2].end()
  await expect(built).rejects.toBe(full)
  expect(await store.read()).toEqual(queue(1))
  const after = store.change(next)
  await written(4)
  writes[3].end()
  expect((await after).cursor).toBe(2)
})
