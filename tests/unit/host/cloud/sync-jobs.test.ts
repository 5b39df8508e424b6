import { expect, test } from 'vitest'
import { createSyncJobs, type SyncJobEnd } from '../../../../src-main/host/cloud/sync-jobs.ts'
import { StudioError } from '../../../../src-shared/errors.ts'

const DONE: SyncJobEnd = { state: 'done', note: '' }

/** Work that ends when it is told to. */
function work() {
  const { promise, resolve, reject } = Promise.withResolvers<SyncJobEnd>()
  let begun = 0
  let heard: AbortSignal | undefined
  let tell: (fraction: number, note: string) => void = () => {}
  return {
    run: (signal: AbortSignal, onProgress: (fraction: number, note: string) => void) => {
      begun++
      heard = signal
      tell = onProgress
      signal.addEventListener('abort', () => reject(new StudioError('cancelled', 'Stopped.', 'Go on.')))
      return promise
    },
    ...{ resolve, reject },
    tell: (fraction: number, note: string) => tell(fraction, note),
    begun: () => begun,
    isStopped: () => heard?.aborted,
  }
}

function jobsWithLog() {
  const log: string[] = []
  const jobs = createSyncJobs(
    (id) => log.push(`${id} ${jobs.of(id)?.state}`),
    () => log.push('progress'),
  )
  return { jobs, log }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('one goes after the other, each telling how far it is; a failure keeps none from going', async () => {
  const { jobs, log } = jobsWithLog()
  const [a, b] = [work(), work()]
  jobs.add('a', a.run)
  jobs.add('b', b.run)
  expect(log).toEqual(['a waiting', 'a running', 'b waiting'])
  a.tell(1.5, '3 of 3 files sent')
  expect(jobs.of('a')).toMatchObject({ fraction: 1, note: '3 of 3 files sent' })
  a.reject(new StudioError('too_large', 'It is too large.', 'Make it smaller.'))
  await settled()
  expect(jobs.of('a')).toMatchObject({ state: 'stopped', error: { code: 'too_large' }, fraction: null })
  expect([a.begun(), b.begun()]).toEqual([1, 1])
  b.resolve({ state: 'pending', note: 'It waits.' })
  await settled()
  expect(jobs.of('b')).toMatchObject({ state: 'pending', note: 'It waits.', error: null })
  expect(log.slice(3)).toEqual(['progress', 'a stopped', 'b running', 'b pending'])
})

test('what is asked for while it runs is run once more; what waits keeps its place', async () => {
  const { jobs } = jobsWithLog()
  const [first, again, other] = [work(), work(), work()]
  jobs.add('a', first.run)
  jobs.add('a', again.run)
  jobs.add('b', other.run)
  jobs.add('a', again.run)
  expect(jobs.of('a')?.state).toBe('running')
  first.resolve(DONE)
  await settled()
  expect([again.begun(), other.begun()]).toEqual([1, 0])
  again.resolve(DONE)
  await settled()
  expect(other.begun()).toBe(1)
  other.resolve(DONE)
})

test('who stops one waits until it has stopped; that is no failure', async () => {
  const { jobs } = jobsWithLog()
  const [a, b] = [work(), work()]
  jobs.add('a', a.run)
  jobs.add('b', b.run)
  await jobs.stop('b')
  await jobs.stop('a')
  expect(a.isStopped()).toBe(true)
  for (const id of ['a', 'b']) expect(jobs.of(id)).toMatchObject({ state: 'stopped', error: null })
  expect(b.begun()).toBe(0)
})

test('that both versions were kept stays known, until it is forgotten', async () => {
  const { jobs } = jobsWithLog()
  const bothKept = { name: 'Ball (from laptop)', projectId: 'ball-4d5e6f' }
  jobs.add('a', async () => ({ ...DONE, bothKept }))
  await settled()
  jobs.add('a', async () => DONE)
  await settled()
  expect(jobs.of('a')?.bothKept).toEqual(bothKept)
  await jobs.forget('a')
  expect(jobs.of('a')).toBeUndefined()
})

test('all are stopped and forgotten at once', async () => {
  const { jobs } = jobsWithLog()
  const [a, b] = [work(), work()]
  jobs.add('a', a.run)
  jobs.add('b', b.run)
  await jobs.clear()
  expect([a.isStopped(), b.begun(), jobs.of('a'), jobs.of('b')]).toEqual([true, 0, undefined, undefined])
})
