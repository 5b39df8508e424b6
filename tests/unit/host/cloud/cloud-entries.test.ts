import { expect, test } from 'vitest'
import type { CloudStatus } from '../../../../src-main/cloud/sync/cloud-status.ts'
import { cloudEntry, isOutOfStep, libraryId } from '../../../../src-main/host/cloud/cloud-entries.ts'
import type { SyncJobState } from '../../../../src-main/host/cloud/sync-jobs.ts'
import { StudioError } from '../../../../src-shared/errors.ts'
import { cloudStateSchema } from '../../../../src-shared/studio-api/cloud-calls.ts'

const STATUS: CloudStatus = {
  projectId: '11111111-1111-4111-8111-111111111111',
  name: 'Ball',
  folder: '/library/ball-1a2b3c',
  state: 'in-step',
  remote: { revision: 1, deleted: false },
  trashed: null,
  bytes: 5,
  lastSynced: '2026-11-21T10:00:00.000Z',
  progress: null,
}
const JOB: SyncJobState = { state: 'done', fraction: null, note: '', bothKept: null, replaced: null, error: null }
const IDLE = () => false

/** As the studio is told it. */
function entry(
  status: Partial<CloudStatus>,
  job?: Partial<SyncJobState>,
  isQueued = IDLE,
  others: readonly CloudStatus[] = [],
) {
  const find = (id: string) => others.find(({ projectId }) => projectId === id)
  const made = cloudEntry({ ...STATUS, ...status }, job && { ...JOB, ...job }, isQueued, find)
  return cloudStateSchema.shape.projects.element.parse(made)
}

test('how a project stands, unless something is being done about it', () => {
  expect(entry({})).toMatchObject({ state: 'in-step', projectId: 'ball-1a2b3c', note: '', error: null })
  expect(entry({}, { state: 'waiting' })).toMatchObject({ state: 'pending' })
  expect(entry({ state: 'to-send' }, { state: 'running', fraction: 0.5, note: 'sends' })).toMatchObject({
    state: 'syncing',
    fraction: 0.5,
    note: 'sends',
  })
  expect(entry({ state: 'to-send' }, { state: 'pending', note: 'offline' })).toMatchObject({
    state: 'pending',
    fraction: null,
    note: 'offline',
  })
  expect(entry({ state: 'to-fetch' }, JOB)).toMatchObject({ state: 'pending', note: 'To be fetched.' })
})

test('what has gone wrong is told with what to do', () => {
  const error = new StudioError('disk_full', 'The disk is full.', 'Free some space.')
  expect(entry({ state: 'to-fetch' }, { state: 'stopped', error })).toMatchObject({
    state: 'stopped',
    error: { code: 'disk_full', message: 'The disk is full.', hint: 'Free some space.' },
  })
})

test('in the trash it says until when; here it still goes there', () => {
  const trashed = '2026-11-21T10:00:00.123456+00:00'
  expect(entry({ folder: null, state: 'in-trash', trashed })).toMatchObject({
    state: 'in-trash',
    projectId: null,
    keptUntil: '2026-12-21T10:00:00.123Z',
  })
  expect(entry({ state: 'in-trash', trashed })).toMatchObject({
    state: 'pending',
    note: expect.stringContaining('trash'),
  })
})

test('what is not kept says why, whatever was done about it before', () => {
  const stopped = { state: 'stopped' } as const
  expect(entry({ state: 'not-under-sync' }, stopped)).toMatchObject({ state: 'not-kept', note: '' })
  expect(entry({ state: 'other-account' }, stopped)).toMatchObject({
    state: 'not-kept',
    note: expect.stringContaining('another account'),
  })
  expect(entry({ state: 'gone' })).toMatchObject({ state: 'not-kept', note: expect.stringContaining('for good') })
})

test('only what is kept and differs is out of step', () => {
  const states: CloudStatus['state'][] = [
    'in-step',
    'not-under-sync',
    'other-account',
    'to-send',
    'both-changed',
    'gone',
  ]
  expect(states.filter((state) => isOutOfStep({ ...STATUS, state }))).toEqual(['to-send', 'both-changed', 'gone'])
  expect(isOutOfStep({ ...STATUS, folder: null, state: 'only-in-cloud' })).toBe(false)
})

test('a run of this machine is not told as another one’s', () => {
  const progress = { status: 'reconstructing', step: 'training', share: 0.5, device: 'laptop' } as const
  expect(entry({ progress }).progress).toEqual(progress)
  expect(entry({ progress }, undefined, () => true).progress).toBeNull()
})

test('a version of this machine that another one has replaced and kept is told of, as soon as the cloud has it', () => {
  const replaced = '22222222-2222-4222-8222-222222222222'
  const copy = { ...STATUS, projectId: replaced, name: 'Ball (from workshop)', folder: null }
  const bothKept = (others: readonly CloudStatus[]) => entry({}, { replaced }, IDLE, others).bothKept
  expect(bothKept([])).toBeNull()
  expect(bothKept([{ ...copy, state: 'only-in-cloud' }])).toEqual({ name: 'Ball (from workshop)', projectId: null })
  expect(bothKept([{ ...copy, folder: '/library/ball-7a' }])?.projectId).toBe('ball-7a')
  expect(bothKept([{ ...copy, state: 'in-trash' }])).toBeNull()
})

test('a folder that the library takes for no project is none', () => {
  expect(libraryId({ ...STATUS, folder: '/library/Ball.glimpse3d' })).toBeNull()
})
