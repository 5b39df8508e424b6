import { expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import { createStudioClient } from '../../../src-renderer/client/studio-client.ts'
import { answerCall } from '../../../src-shared/studio-api/answer-call.ts'
import { createCallClient } from '../../../src-shared/studio-api/call-client.ts'
import type { Reply, Request } from '../../../src-shared/studio-api/call-table.ts'
import { formatFileAddress, parseFileAddress } from '../../../src-shared/studio-api/file-address.ts'
import { createOutbox } from '../../../src-shared/studio-api/outbox.ts'
import { SETTINGS_DEFAULTS, type Settings } from '../../../src-shared/studio-api/studio.ts'
import { STUDIO_CALLS, type StudioApi, type StudioHandlers } from '../../../src-shared/studio-api/studio-calls.ts'
import { type StudioEvent, supersedingKey } from '../../../src-shared/studio-api/studio-events.ts'

test('both sides of the contract have every channel of the table, with its types', () => {
  type Name = keyof typeof STUDIO_CALLS
  expectTypeOf<keyof StudioApi>().toEqualTypeOf<Name>()
  expectTypeOf<keyof StudioHandlers>().toEqualTypeOf<Name>()
  type Open = (typeof STUDIO_CALLS)['openProject']
  expectTypeOf<Parameters<StudioApi['openProject']>[0]>().toEqualTypeOf<z.input<Open['input']>>()
  expectTypeOf<Awaited<ReturnType<StudioApi['openProject']>>>().toEqualTypeOf<z.output<Open['output']>>()
  expectTypeOf<Parameters<StudioHandlers['setSettings']>[0]>().toEqualTypeOf<Partial<Settings>>()

  const { api } = createStudioClient({
    open: () => {},
    send: () => {},
    issueHandles: async () => [],
    startDragOut: () => false,
    close: () => {},
  })
  expect(Object.keys(api).sort()).toEqual(Object.keys(STUDIO_CALLS).sort())
})

test('a part of the settings is a part: what is not named is not given a default', () => {
  expect(STUDIO_CALLS.setSettings.input.parse({ theme: 'dark' })).toEqual({ theme: 'dark' })
})

test('a call that is answered with what its schema forbids rejects, and so does one that is not answered any more', async () => {
  const sent: Request[] = []
  const { calls, settle, rejectAll } = createCallClient(STUDIO_CALLS, (request) => sent.push(request))
  const wrong = calls.getSettings({})
  const right = calls.getSettings({})
  const lost = calls.getSettings({})
  settle({ type: 'reply', id: sent[1].id, output: SETTINGS_DEFAULTS })
  settle({ type: 'reply', id: sent[0].id, output: { theme: 'pink' } })
  settle({ type: 'reply', id: 99, output: null })
  await expect(wrong).rejects.toMatchObject({ code: 'pipeline_error' })
  await expect(right).resolves.toEqual(SETTINGS_DEFAULTS)
  const { StudioError } = await import('../../../src-shared/errors.ts')
  rejectAll(new StudioError('connection_lost', 'gone', 'wait'))
  await expect(lost).rejects.toMatchObject({ code: 'connection_lost', hint: 'wait' })
})

test('a handler that breaks its own promise is an error to the caller, not an answer', async () => {
  const table = { getSettings: STUDIO_CALLS.getSettings }
  const answer = (getSettings: () => Settings): Promise<Reply> =>
    answerCall(table, { getSettings }, { id: 1, call: 'getSettings', input: {} })
  expect(await answer(() => SETTINGS_DEFAULTS)).toEqual({ type: 'reply', id: 1, output: SETTINGS_DEFAULTS })
  expect(await answer(() => ({}) as Settings)).toMatchObject({ type: 'error', error: { code: 'pipeline_error' } })
})

test('while a reader is slow, of each snapshot only the newest waits, and everything else stays in order', async () => {
  const taken: string[] = []
  let release = () => {}
  const outbox = createOutbox<string>((message) => {
    taken.push(message)
    return new Promise((resolve) => {
      release = resolve
    })
  })
  outbox.post('first', null)
  outbox.post('progress 1', 'progress')
  outbox.post('log 1', null)
  for (let n = 2; n <= 1000; n++) outbox.post(`progress ${n}`, 'progress')
  outbox.post('log 2', null)
  for (let n = 0; n < 8; n++) {
    release()
    await new Promise(setImmediate)
  }
  expect(taken).toEqual(['first', 'progress 1000', 'log 1', 'log 2'])
})

test('progress of two projects, or of two stages, does not replace each other; log lines never do', () => {
  const stage = (projectId: string, stage: 'photos' | 'cameras'): StudioEvent => ({
    type: 'stage',
    projectId,
    status: { stage, state: 'running', fraction: 0, detail: '', seconds: null, secondsLeft: null },
  })
  const keys = [stage('a', 'photos'), stage('a', 'cameras'), stage('b', 'photos')].map(supersedingKey)
  expect(new Set(keys).size).toBe(3)
  const entry = { time: '2026-01-01T00:00:00.000Z', level: 'info', message: '' } as const
  expect(supersedingKey({ type: 'log', projectId: 'a', entry })).toBeNull()
})

test('file addresses are read as they are written, and only so', () => {
  const photoId = '0123456789abcdef'
  const addresses = [
    { kind: 'thumbnail', projectId: 'vase-1a2b3c', photoId },
    { kind: 'preview', projectId: 'vase-1a2b3c' },
    { kind: 'views', projectId: 'vase-1a2b3c' },
    { kind: 'heatmap', projectId: 'vase-1a2b3c', index: 15 },
    { kind: 'cutOutSummary', projectId: 'vase-1a2b3c' },
    { kind: 'rendered', projectId: 'vase-1a2b3c', iteration: 2, index: 7 },
    { kind: 'enhanced', projectId: 'vase-1a2b3c', iteration: 10, index: 0 },
    { kind: 'version', projectId: 'vase-1a2b3c', version: 0 },
    { kind: 'export', projectId: 'vase-1a2b3c', format: 'glb', name: 'Vase 100 %.glb' },
  ] as const
  for (const address of addresses) expect(parseFileAddress(`/${formatFileAddress(address)}`)).toEqual(address)
  for (const path of [
    '/',
    '/files',
    '/files/a/other',
    '/files/a/photo/short',
    '/files/a/preview/more',
    '/files/A/preview',
    '/files/a/rendered/0/3',
    '/files/a/rendered/1/16',
    '/files/a/enhanced/1',
    '/files/a/version/-1',
    '/files/a/version/1.5',
    '/files/a/heatmap/01',
  ]) {
    expect([path, parseFileAddress(path)]).toEqual([path, null])
  }
})
