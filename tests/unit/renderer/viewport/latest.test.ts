import { expect, test } from 'vitest'
import { createLatest } from '../../../../src-renderer/viewport/load/latest.ts'

/** A loader whose loads end when the test says so. */
function controlled() {
  const started: string[] = []
  const ends: (() => void)[] = []
  const load = (address: string) => {
    started.push(address)
    return new Promise<string>((resolve, reject) => {
      ends.push(() => (address === 'bad' ? reject(new Error('bad')) : resolve(address.toUpperCase())))
    })
  }
  const settle = () => new Promise((resolve) => setTimeout(resolve, 5))
  return {
    started,
    load,
    end: (i: number) => {
      ends[i]()
      return settle()
    },
  }
}

test('one load at a time; of those asked for meanwhile only the last', async () => {
  const { started, load, end } = controlled()
  const loaded: string[] = []
  const latest = createLatest(
    load,
    (value) => loaded.push(value),
    fail,
    () => 0,
  )
  for (const address of ['a', 'b', 'c', 'd']) latest.want(address)
  expect(started).toEqual(['a'])
  await end(0)
  expect(started).toEqual(['a', 'd'])
  await end(1)
  expect(loaded).toEqual(['A', 'D'])
  latest.want('e')
  await end(2)
  expect(loaded).toEqual(['A', 'D', 'E'])
})

test('a failure is told and the next load goes on; after stop nothing is told', async () => {
  const { load, end } = controlled()
  const loaded: string[] = []
  const failed: string[] = []
  const latest = createLatest(
    load,
    (value) => loaded.push(value),
    (error) => failed.push(String(error)),
    () => 0,
  )
  latest.want('bad')
  await end(0)
  latest.want('b')
  latest.stop()
  await end(1)
  expect(failed).toEqual(['Error: bad'])
  expect(loaded).toEqual([])
})

function fail(error: unknown): never {
  throw error
}
