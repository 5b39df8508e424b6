import { expect, test } from 'vitest'
import type { CloudFile } from '../../../../src-shared/cloud/cloud-manifest.ts'
import { objectsToClear, planObjects } from '../../../../src-shared/cloud/plan-objects.ts'

const A = 'a'.repeat(64)
const B = 'b'.repeat(64)
const file = { path: 'work/views/view_00.png', bytes: 5, sha256: A }
const planned: CloudFile = { ...file, bucket: 'multiview-images', object: 'views/view_00.png' }
const stored = { bucket: 'multiview-images', name: 'views/view_00.png', bytes: 5, sha256: A }
const manifest = (files: CloudFile[]) => ({ format: 1 as const, kind: 'studio' as const, folder: 'ring', files })
const options = { kind: 'studio' as const, over: null, stored: [], begun: [], deviceId: '1234abcd' }

test("a file that the cloud lacks takes the schema's name", () => {
  expect(planObjects({ ...options, files: [file] })).toEqual({ files: [planned], send: [planned] })
})

test('what the version before holds is not sent again, unless it has gone', () => {
  const over = manifest([planned])
  expect(planObjects({ ...options, files: [file], over, stored: [stored] }).send).toEqual([])
  expect(planObjects({ ...options, files: [file], over }).send).toEqual([planned])
})

test('a changed file takes another name: the version before stays whole', () => {
  const changed = { ...file, sha256: B }
  const { files } = planObjects({ ...options, files: [changed], over: manifest([planned]), stored: [stored] })
  expect(files[0].object).toBe('views/view_00.bbbbbbbbbbbb1234.png')
})

test('what this device has begun is gone on with; what another has left is not taken', () => {
  const begun = [{ bucket: stored.bucket, object: stored.name, sha256: A }]
  expect(planObjects({ ...options, files: [file], stored: [stored], begun }).send).toEqual([])
  const [sent] = planObjects({ ...options, files: [file], stored: [stored] }).send
  expect(sent.object).toBe('views/view_00.aaaaaaaaaaaa1234.png')
})

test('only what the new version does not need is cleared away', () => {
  const old = { bucket: 'depth-maps', object: 'depth/view_00.npy', sha256: B }
  const kept = { bucket: planned.bucket, object: planned.object, sha256: A }
  const cleared = objectsToClear(manifest([planned]), { begun: [kept], replaced: [old] })
  expect(cleared).toEqual([{ bucket: old.bucket, object: old.object }])
})
