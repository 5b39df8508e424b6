import { expect, test } from 'vitest'
import {
  providerName,
  stateKind,
  stateNote,
  stateWord,
  stateWords,
} from '../../../../src-renderer/cloud/cloud-words.ts'
import type { CloudEntry } from '../../../../src-shared/studio-api/cloud-calls.ts'

const ENTRY: CloudEntry = {
  id: '11111111-1111-4111-8111-111111111111',
  name: 'Ball',
  projectId: 'ball-1a2b3c',
  state: 'in-step',
  fraction: null,
  note: '',
  bothKept: null,
  error: null,
  bytes: 1,
  lastSynced: null,
  keptUntil: null,
  progress: null,
}
const said = (changed: Partial<CloudEntry>) => {
  const entry = { ...ENTRY, ...changed }
  return [stateWords(entry), stateKind(entry), stateNote(entry)]
}
const FAILED = { code: 'too_large', message: 'It is too large.', hint: 'Make it smaller.' } as const

test('each state has its word, its colour and what more there is to say', () => {
  expect(said({})).toEqual(['Synced', 'good', ''])
  expect(said({ state: 'pending', note: 'It waits.' })).toEqual(['Pending', 'warn', 'It waits.'])
  expect(said({ state: 'syncing', fraction: 0.999 })).toEqual(['Syncing, 99 %', 'active', ''])
  expect(said({ state: 'stopped' })).toEqual(['Stopped', 'warn', expect.stringContaining('Go on')])
  expect(said({ state: 'only-in-cloud', projectId: null })).toEqual(['Only in the cloud', 'plain', ''])
  expect(said({ state: 'arriving' })).toEqual(['Being sent', 'active', ''])
  expect(said({ state: 'not-kept' })).toEqual(['Not kept in the cloud', 'plain', ''])
  expect(said({ state: 'in-trash', keptUntil: '2026-12-22T12:00:00.000Z' })).toEqual([
    'In the trash',
    'plain',
    'Until December 22 it can be restored. Then it is deleted for good.',
  ])
})

test('a failure and a conflict come before all else', () => {
  const bothKept = { name: 'Ball (from laptop)', projectId: 'ball-4d5e6f' }
  expect(said({ bothKept })).toEqual(['Both versions kept', 'warn', expect.stringContaining('“Ball (from laptop)”')])
  expect(said({ bothKept: { ...bothKept, projectId: null } })[2]).toContain('can be fetched')
  expect(said({ state: 'stopped', error: FAILED, bothKept })).toEqual([
    'Failed',
    'bad',
    'It is too large. Make it smaller.',
  ])
})

test('what is read aloud stays the same while files go', () => {
  const words = [0.1, 0.5].map((fraction) => stateWord({ ...ENTRY, state: 'syncing', fraction }))
  expect(words).toEqual(['Syncing', 'Syncing'])
})

test('what another machine does is told while it does it', () => {
  const at = { status: 'reconstructing', step: 'training', share: 0.409, device: 'laptop' } as const
  const note = (changed: Partial<NonNullable<CloudEntry['progress']>>) =>
    stateNote({ ...ENTRY, progress: { ...at, ...changed } })
  expect(note({})).toBe('Reconstructing, 40 %, on laptop')
  expect(note({ share: null, device: null })).toBe('Reconstructing, on another machine')
  expect(stateNote({ ...ENTRY, progress: at, note: 'Another version has come.' })).toContain('on laptop')
  expect(stateNote({ ...ENTRY, progress: at, state: 'pending', note: 'It waits.' })).toBe('It waits.')
  expect(note({ status: 'failed' })).toBe('')
  expect(note({ status: 'completed', step: null })).toBe('')
})

test('providers are called as they call themselves', () => {
  expect(['github', 'linkedin_oidc', 'google'].map(providerName)).toEqual(['GitHub', 'LinkedIn', 'Google'])
})
