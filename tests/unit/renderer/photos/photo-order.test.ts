import { expect, test } from 'vitest'
import { sortPhotos } from '../../../../src-renderer/photos/photo-order.ts'
import type { PhotoEntry } from '../../../../src-shared/studio-api/project.ts'

function photo(file: string, psnr: number | null, sharpness: number): PhotoEntry {
  return { id: '0'.repeat(16), file, width: 4, height: 3, bytes: 1, used: true, weaknesses: [], psnr, sharpness }
}

//                    name      PSNR  sharpness
const A2 = photo('a_2.jpg', 27.5, 600)
const A10 = photo('a_10.jpg', null, 20)
const B = photo('B.jpg', 19.1, 900)
const C = photo('c.jpg', null, 300)

const names = (photos: readonly PhotoEntry[]) => photos.map(({ file }) => file)

test('names are in the order people count in', () => {
  expect(names(sortPhotos([C, A10, B, A2], 'name'))).toEqual(['a_2.jpg', 'a_10.jpg', 'B.jpg', 'c.jpg'])
})

test('the worst explained come first, those without a figure last, by name', () => {
  expect(names(sortPhotos([C, A2, A10, B], 'psnr'))).toEqual(['B.jpg', 'a_2.jpg', 'a_10.jpg', 'c.jpg'])
})

test('the blurriest come first', () => {
  expect(names(sortPhotos([A2, B, A10, C], 'sharpness'))).toEqual(['a_10.jpg', 'c.jpg', 'a_2.jpg', 'B.jpg'])
})

test('the list given is not reordered', () => {
  const given = [C, A2]
  sortPhotos(given, 'name')
  expect(given).toEqual([C, A2])
})
