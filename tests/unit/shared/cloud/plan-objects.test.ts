import { expect, test } from 'vitest'
import type { CloudFile } from '../../../../src-shared/cloud/cloud-manifest.ts'
import { objectsToClear, planObjects } from '../../../../src-shared/cloud/plan-objects.ts'

const A = 'a'.repeat(64)
const B = 'b'.repeat(64)
const file = { path: 'work/views/view_00.png', bytes: 5, sha256: A }
const planned: CloudFile = { ...file, bucket: 'multiview-images', object: 'views/view_00.png' }
const stored = { bucket: 'multiview-images', name: 'views/view_00.png', bytes: 5, sha256: A }
const manifest = (files: CloudFile[]) => ({ format: 1 as const, kind: 'studio' as const, folder: 'ring', files })
const options = { kind: 'studio' as const, over: null, stored: [], begun: [], writer: '1234abcd', revision: 7 }

test("the first version's files take the schema's names", () => {
  expect(planObjects({ ...options, files: [file] })).toEqual({ files: [planned], send: [planned] })
})

test('what the version before holds is not sent again; what has gone from it gets another name', () => {
  const over = manifest([planned])
  expect(planObjects({ ...options, files: [file], over, stored: [stored] }).send).toEqual([])
  const [again] = planObjects({ ...options, files: [file], over }).send
  expect(again.object).toBe('views/view_00.aaaaaaaaaaaa-1234abcd-7.png')
})

test('a changed file takes a name that no other version can have: the version before stays whole', () => {
  const changed = { ...file, sha256: B }
  const { files } = planObjects({ ...options, files: [changed], over: manifest([planned]), stored: [stored] })
  expect(files[0].object).toBe('views/view_00.bbbbbbbbbbbb-1234abcd-7.png')
})

test('a name that is free now may have been in use: whoever clears it away may not have done yet', () => {
  const [sent] = planObjects({ ...options, files: [file], over: manifest([]) }).send
  expect(sent.object).toBe('views/view_00.aaaaaaaaaaaa-1234abcd-7.png')
})

test('what this folder has begun is gone on with; what another has left is not taken', () => {
  const begun = [{ bucket: stored.bucket, object: stored.name, sha256: A }]
  expect(planObjects({ ...options, files: [file], stored: [stored], begun }).send).toEqual([])
  const [sent] = planObjects({ ...options, files: [file], stored: [stored] }).send
  expect(sent.object).toBe('views/view_00.aaaaaaaaaaaa-1234abcd-7.png')
})

test("a name that was begun, and under which another has stored something, is the other's", () => {
  const begun = [{ bucket: stored.bucket, object: stored.name, sha256: A }]
  const [sent] = planObjects({ ...options, files: [file], stored: [{ ...stored, sha256: B }], begun }).send
  expect(sent.object).toBe('views/view_00.aaaaaaaaaaaa-1234abcd-7.png')
})

test('what was begun for another version is gone on with, unless its name is one that anybody may have used', () => {
  const over = manifest([])
  const own = { bucket: stored.bucket, object: 'views/view_00.aaaaaaaaaaaa-1234abcd-5.png', sha256: A }
  const other = { ...own, object: 'views/view_00.aaaaaaaaaaaa-ffffffff-5.png' }
  const anybodys = { ...own, object: stored.name }
  const plan = (begun: typeof own) =>
    planObjects({ ...options, files: [file], over, begun: [begun], stored: [{ ...stored, name: begun.object }] })
  expect(plan(own)).toEqual({ files: [{ ...planned, object: own.object }], send: [] })
  expect(plan(other).send[0].object).toBe('views/view_00.aaaaaaaaaaaa-1234abcd-7.png')
  expect(plan(anybodys).send[0].object).toBe('views/view_00.aaaaaaaaaaaa-1234abcd-7.png')
})

test('only what the new version does not need is cleared away', () => {
  const old = { bucket: 'depth-maps', object: 'depth/view_00.npy', sha256: B }
  const kept = { bucket: planned.bucket, object: planned.object, sha256: A }
  const cleared = objectsToClear(manifest([planned]), { begun: [kept], replaced: [old] })
  expect(cleared).toEqual([{ bucket: old.bucket, object: old.object }])
})
