import { describe, expect, test } from 'vitest'
import { planSync, type RemoteProject } from '../../../../src-shared/cloud/plan-sync.ts'
import type { Version } from '../../../../src-shared/cloud/sync-state.ts'

const HASH = { a: 'a'.repeat(64), b: 'b'.repeat(64), c: 'c'.repeat(64) }
const version = (revision: number, hash: keyof typeof HASH): Version => ({
  revision,
  name: 'Ring',
  contentHash: HASH[hash],
  manifest: { format: 1, kind: 'studio', folder: 'ring', files: [] },
})
const remote = (revision: number, hash: keyof typeof HASH, deleted = false): RemoteProject => ({
  revision,
  version: version(revision, hash),
  deleted,
})
const local = (hash: keyof typeof HASH) => ({ contentHash: HASH[hash] })

describe('planSync', () => {
  //                                        local, remote,             base,            publishing,      plan
  test.each([
    ['never sent', 'a', null, null, null, 'push'],
    ['announced only', 'a', { revision: 1, version: null, deleted: false }, null, null, 'push'],
    ['as it was', 'a', remote(2, 'a'), version(2, 'a'), null, 'nothing'],
    ['changed here', 'b', remote(2, 'a'), version(2, 'a'), null, 'push'],
    ['changed there', 'a', remote(3, 'b'), version(2, 'a'), null, 'pull'],
    ['changed on both sides', 'c', remote(3, 'b'), version(2, 'a'), null, 'conflict'],
    ['changed alike on both sides', 'b', remote(3, 'b'), version(2, 'a'), null, 'settle'],
    ['unknown here, other there', 'a', remote(2, 'b'), null, null, 'conflict'],
    ['published, then killed', 'b', remote(3, 'b'), version(2, 'a'), version(3, 'b'), 'settle'],
    ['published, killed, changed again', 'c', remote(3, 'b'), version(2, 'a'), version(3, 'b'), 'push'],
    ['not published, killed, changed there', 'b', remote(3, 'c'), version(2, 'a'), version(3, 'b'), 'conflict'],
    ['deleted there', 'a', remote(3, 'a', true), version(2, 'a'), null, 'trash'],
    ['deleted there, changed here', 'b', remote(3, 'a', true), version(2, 'a'), null, 'push'],
    ['deleted there, changed on both sides', 'c', remote(4, 'b', true), version(2, 'a'), null, 'conflict'],
    ['changed here, deleted and restored there', 'b', remote(4, 'a'), version(2, 'a'), null, 'push'],
    ['of the same number, but another', 'b', remote(2, 'c'), version(2, 'a'), null, 'conflict'],
    ['published, undone there, as it was here', 'b', remote(4, 'a'), version(2, 'a'), version(3, 'b'), 'conflict'],
    ['published, killed, deleted there', 'b', remote(4, 'b', true), version(2, 'a'), version(3, 'b'), 'trash'],
    [
      'published, killed, in the trash and back, changed',
      'c',
      remote(5, 'b'),
      version(2, 'a'),
      version(3, 'b'),
      'push',
    ],
    ['deleted for good', 'a', null, version(2, 'a'), null, 'gone'],
  ] as const)('%s', (_, here, there, base, publishing, kind) => {
    expect(planSync(local(here), there, { base, publishing, settled: true }).kind).toBe(kind)
  })

  test('a version whose answer was lost is what both have in common, though another has gone on from it', () => {
    const state = { base: version(2, 'a'), publishing: version(3, 'b'), settled: true }
    const goneOn = remote(4, 'c')
    const history = [version(2, 'a'), version(3, 'b'), version(4, 'c')]
    const known = { ...goneOn, version: { ...version(4, 'c'), manifest: { ...version(4, 'c').manifest, history } } }
    expect(planSync(local('b'), goneOn, state).kind).toBe('conflict')
    expect(planSync(local('b'), known, state).kind).toBe('pull')
  })

  test('the same version with rows still to be written is settled', () => {
    const state = { base: version(2, 'a'), publishing: null, settled: false }
    expect(planSync(local('a'), remote(2, 'a'), state).kind).toBe('settle')
  })
})
