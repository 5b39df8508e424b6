import { expect, test } from 'vitest'
import { createSerialQueue } from '../../../../src-renderer/edit/serial-queue.ts'

test('tasks run in the order they were asked for, however long each takes, and a failed one holds up no other', async () => {
  const inTurn = createSerialQueue()
  const done: string[] = []
  const releases: (() => void)[] = []
  const slow = inTurn(async () => {
    await new Promise<void>((resolve) => releases.push(resolve))
    done.push('slow')
  })
  const failing = inTurn(() => Promise.reject(new Error('no')))
  const quick = inTurn(async () => {
    done.push('quick')
    return 7
  })
  await Promise.resolve()
  expect(done).toEqual([])
  releases[0]()
  await slow
  await expect(failing).rejects.toThrow('no')
  expect(await quick).toBe(7)
  expect(done).toEqual(['slow', 'quick'])
})
