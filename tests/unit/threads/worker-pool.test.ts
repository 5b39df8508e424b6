import { expect, test } from 'vitest'
import { createPauseGate } from '../../../src-engine/jobs/pause-gate.ts'
import { startWorkerPool } from '../../../src-engine/threads/worker-pool.ts'

const script = new URL('../../support/double.worker.ts', import.meta.url)

test('tasks run on all threads and replies find their callers', async () => {
  const pool = startWorkerPool(script, { threads: 2 })
  const replies = await Promise.all([1, 2, 3, 4, 5].map((n) => pool.run<number>(n)))
  expect(replies).toEqual([2, 4, 6, 8, 10])
  await expect(pool.run(-1)).rejects.toThrow('negative')
  await expect(pool.run(-2)).rejects.toMatchObject({ code: 'photo_unreadable', hint: 'take a larger number' })
  expect(await pool.broadcast<number>((thread) => thread)).toEqual([0, 2])
  await pool.close()
})

test('aborting ends waiting tasks with `cancelled`', async () => {
  const controller = new AbortController()
  const pool = startWorkerPool(script, { threads: 1, signal: controller.signal })
  const waiting = [pool.run(1), pool.run(2), pool.run(3)]
  controller.abort()
  for (const task of waiting) await expect(task).rejects.toMatchObject({ code: 'cancelled' })
})

test('while paused no task is handed out; then all are done', async () => {
  let stopped = () => {}
  const whenStopped = new Promise<void>((resolve) => {
    stopped = resolve
  })
  const pause = createPauseGate((paused) => paused && stopped())
  const pool = startWorkerPool(script, { threads: 2, pause })
  const answered: number[] = []
  const tasks = [1, 2, 3, 4, 5].map((n) => pool.run<number>(n).then((twice) => answered.push(twice)))
  pause.pause()
  await whenStopped
  expect([...answered].sort()).toEqual([2, 4])
  pause.resume()
  await Promise.all(tasks)
  expect(answered).toHaveLength(5)
  await pool.close()
})

test('cancelled while paused, waiting tasks end with `cancelled`', async () => {
  const controller = new AbortController()
  const pause = createPauseGate()
  pause.pause()
  const pool = startWorkerPool(script, { threads: 1, signal: controller.signal, pause })
  const waiting = [pool.run(1), pool.run(2)]
  controller.abort()
  for (const task of waiting) await expect(task).rejects.toMatchObject({ code: 'cancelled' })
})

test('who holds a pool hears once that a thread has died', async () => {
  let failures = 0
  const missing = new URL('../../support/missing.worker.ts', import.meta.url)
  const pool = startWorkerPool(missing, { threads: 2, onFailure: () => failures++ })
  await expect(pool.run(1)).rejects.toThrow('missing.worker.ts')
  await expect(pool.run(2)).rejects.toThrow('missing.worker.ts')
  expect(failures).toBe(1)
})
