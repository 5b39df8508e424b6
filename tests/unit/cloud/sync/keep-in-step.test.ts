import { expect, test, vi } from 'vitest'
import { keepInStep } from '../../../../src-main/cloud/sync/keep-in-step.ts'
import type { SyncOutcome } from '../../../../src-main/cloud/sync/sync-outcome.ts'
import { StudioError } from '../../../../src-shared/errors.ts'

const OFFLINE: SyncOutcome = { kind: 'pending', reason: 'offline', message: 'no network' }
const SENT: SyncOutcome = { kind: 'in-step', did: 'sent', sent: 1, fetched: 0 }

test('what was pending is caught up with; a project that fails keeps none of the others', async () => {
  const ends: [string, string][] = []
  const answers = [OFFLINE, SENT]
  const keeper = keepInStep({
    folders: async () => ['a', 'b'],
    sync: async (folder) => {
      if (folder === 'a') throw new StudioError('project_damaged', 'damaged', 'mend it')
      return answers.shift() ?? SENT
    },
    onEnd: (folder, end) => ends.push([folder, 'kind' in end ? end.kind : end.code]),
    pendingMs: 1,
  })
  await vi.waitFor(() => expect(ends).toHaveLength(4))
  await keeper.close()
  expect(ends).toEqual([
    ['a', 'project_damaged'],
    ['b', 'pending'],
    ['a', 'project_damaged'],
    ['b', 'in-step'],
  ])
})

test('what waits for a network that is not metered goes on by itself, and is asked about again till then', async () => {
  const kinds: string[] = []
  const METERED: SyncOutcome = { kind: 'pending', reason: 'metered', message: 'it waits' }
  const answers = [METERED, METERED, METERED, SENT]
  const keeper = keepInStep({
    folders: async () => ['a'],
    sync: async () => answers.shift() ?? SENT,
    onEnd: (_, end) => kinds.push('kind' in end ? end.kind : end.code),
    pendingMs: 1,
  })
  await vi.waitFor(() => expect(kinds).toEqual(['pending', 'pending', 'pending', 'in-step']))
  await keeper.close()
})

test('it is woken before its time, and stops when closed', async () => {
  let rounds = 0
  const sync = async () => {
    rounds++
    return SENT
  }
  const keeper = keepInStep({ folders: async () => ['a'], sync, onEnd: () => {} })
  await vi.waitFor(() => expect(rounds).toBe(1))
  keeper.wake()
  await vi.waitFor(() => expect(rounds).toBe(2))
  await keeper.close()
  keeper.wake()
  expect(rounds).toBe(2)
})
