import { expect, test } from 'vitest'
import { cloudManifestSchema } from '../../../../src-shared/cloud/cloud-manifest.ts'
import { placeOf } from '../../../../src-shared/cloud/object-place.ts'
import { stableId } from '../../../../src-shared/cloud/stable-id.ts'

test.each([
  ['photos/ring.HEIC', 'project-uploads', 'original.heic'],
  ['work/processed.png', 'processed-images', 'processed.png'],
  ['work/views/view_07.png', 'multiview-images', 'views/view_07.png'],
  ['work/depth/view_07.npy', 'depth-maps', 'depth/view_07.npy'],
  ['work/depth/view_07_heatmap.png', 'depth-maps', 'depth/view_07_heatmap.png'],
  ['work/enhanced/iter_2/rendered_03.png', 'enhanced-views', 'enhanced/iter_2/rendered_03.png'],
  ['work/models/v2.ply', '3d-models', 'models/v2.ply'],
  ['work/training/splats.ply', '3d-models', 'models/v0.ply'],
  ['exports/glb/{id}.glb', '3d-models', 'models/final.glb'],
  ['work/training/splats.bin', '3d-models', 'files/work=2Ftraining=2Fsplats.bin'],
  ['studio.json', '3d-models', 'files/studio.json'],
] as const)('%s lies where the schema has it', (path, bucket, name) => {
  expect(placeOf(path, 'studio', new Set([path]))).toEqual({ bucket, name })
})

test('one photo of several keeps its name, in letters that storage takes', () => {
  const paths = new Set(['photos/ä b.jpg', 'photos/c.jpg'])
  expect(placeOf('photos/ä b.jpg', 'studio', paths).name).toBe('photos/=C3=A4=20b.jpg')
})

test('a manifest that leads out of its folder is refused', () => {
  const file = { bytes: 1, sha256: 'a'.repeat(64), bucket: '3d-models', object: 'files/x' }
  const parses = (path: string) =>
    cloudManifestSchema.safeParse({ format: 1, kind: 'studio', folder: 'ring', files: [{ ...file, path }] }).success
  expect(parses('work/a.bin')).toBe(true)
  for (const path of ['../a', '/a', 'a//b', '.sync/state.json', 'C:/a', 'a\\b', 'work/..', ''])
    expect(parses(path)).toBe(false)
})

test('ids are those of RFC 9562: its own example', async () => {
  expect(await stableId('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
    '2ed6657d-e927-568b-95e1-2665a8aea6a2',
  )
})
