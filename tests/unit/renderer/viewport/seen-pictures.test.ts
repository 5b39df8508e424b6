import { expect, test } from 'vitest'
import { seenPictures } from '../../../../src-renderer/viewport/look/seen-pictures.ts'
import type { PhotoEntry } from '../../../../src-shared/studio-api/project.ts'

const photo = (file: string, id: string): PhotoEntry => ({
  ...{ id, file, width: 400, height: 300, bytes: 1, used: true, weaknesses: [], sharpness: 1, psnr: 20 },
})
const RING = photo('ring.jpg', '0123456789abcdef')
const of = (photos: PhotoEntry[], files: string[]) =>
  seenPictures({ projectId: 'p', photos, cameras: files.map((file) => ({ file })), viewsRevision: 7 })

test('a photo is seen as it was added, one that was removed not at all', () => {
  expect(of([RING], ['ring.jpg', 'gone.jpg'])).toEqual([
    {
      ...{ file: 'ring.jpg', label: 'ring.jpg', psnr: 20 },
      address: 'files/p/photo/0123456789abcdef',
      thumbnail: 'files/p/thumbnail/0123456789abcdef',
    },
  ])
})

test('beside views the photo’s camera sees the object that was cut out of it', () => {
  const seen = of([RING], ['ring.jpg', 'view_00.png', 'view_15.png', 'view_16.png'])
  expect(seen.map(({ address }) => address)).toEqual([
    'files/p/cutOut?revision=7',
    'files/p/view/0?revision=7',
    'files/p/view/15?revision=7',
  ])
  expect(seen[2].label).toBe('View at 337.5°')
})

test('views that were given are the project’s photos, whatever they are called', () => {
  const [{ address, label }] = of([photo('view_00.png', 'fedcba9876543210')], ['view_00.png'])
  expect([label, address]).toEqual(['view_00.png', 'files/p/photo/fedcba9876543210'])
})
