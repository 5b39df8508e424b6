import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { focalPrior } from '../../../src-engine/photos/focal-length.ts'
import { probePhoto, readHeader } from '../../../src-engine/photos/probe-photo.ts'
import { quadrants, temporaryFolder } from '../../support/test-photos.ts'

test('the 35 mm equivalent counts by the longer side, whichever way the photo is held', () => {
  const tags = { FocalLengthIn35mmFormat: 32, FocalLength: 5 }
  expect(focalPrior(tags, 800, 600)).toEqual({ focalPx: expect.closeTo(711.1111, 3), focalSource: 'exif-35mm' })
  expect(focalPrior(tags, 600, 800).focalPx).toBeCloseTo(711.1111, 3)
})

test('the focal length with the sensor table', () => {
  // iPhone 7: 3.99 mm on 4.9 mm.
  const { focalPx, focalSource } = focalPrior({ Model: 'iPhone 7', FocalLength: 3.99 }, 3024, 4032)
  expect(focalSource).toBe('exif-sensor')
  expect(focalPx).toBeCloseTo((3.99 / 4.9) * 4032, 6)
})

test('a 35 mm equivalent that agrees leaves the word to the sensor; one that does not is of another lens or zoomed', () => {
  const main = { Model: 'iPhone 12', FocalLength: 4.2, FocalLengthIn35mmFormat: 26 }
  expect(focalPrior(main, 4032, 3024)).toEqual({ focalPx: (4.2 / 5.6) * 4032, focalSource: 'exif-sensor' })
  const ultraWide = { Model: 'iPhone 12', FocalLength: 1.55, FocalLengthIn35mmFormat: 14 }
  expect(focalPrior(ultraWide, 4032, 3024)).toEqual({ focalPx: (14 / 36) * 4032, focalSource: 'exif-35mm' })
})

test('the focal length with the focal-plane resolution, also of a photo made smaller', () => {
  // Canon EOS 5D: 4368 pixels on 35.8 mm, 3098 pixels an inch.
  const tags = { FocalLength: 50, FocalPlaneXResolution: 3099.1, FocalPlaneResolutionUnit: 2, ExifImageWidth: 4368 }
  expect(focalPrior(tags, 4368, 2912).focalPx).toBeCloseTo((50 / 35.8) * 4368, -1)
  expect(focalPrior(tags, 1092, 728).focalPx).toBeCloseTo((50 / 35.8) * 1092, 0)
})

test('no word of the lens, or nonsense: 1.2 times the longer side', () => {
  const guess = { focalPx: 960, focalSource: 'default' }
  for (const tags of [{}, { FocalLength: 4 }, { Model: 'Unheard of', FocalLength: 4 }, { FocalLengthIn35mmFormat: 0 }])
    expect(focalPrior(tags, 800, 600)).toEqual(guess)
})

test('EXIF is found in JPEG, PNG, WebP, AVIF and HEIC', async () => {
  const folder = temporaryFolder()
  const exif = { IFD0: { Make: 'Acme', Model: 'Box' }, IFD2: { FocalLengthIn35mmFilm: '28' } }
  const probe = async (path: string) => {
    const probed = await probePhoto(path, await readHeader(path))
    if (!probed.usable) throw new Error(probed.reason)
    return probed.photo
  }
  for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
    const path = join(folder, `photo.${format}`)
    await quadrants(360, 300).withExif(exif).toFormat(format).toFile(path)
    const photo = await probe(path)
    expect(photo, format).toMatchObject({ format, focalSource: 'exif-35mm', cameraModel: 'Acme Box' })
    expect(photo.focalPx).toBeCloseTo(280, 6)
  }
  const heic = fileURLToPath(new URL('../../support/heic/turned.heic', import.meta.url))
  const photo = await probe(heic)
  expect(photo).toMatchObject({ format: 'heic', width: 320, height: 256, cameraModel: 'Apple iPhone 12' })
  expect(photo.focalPx).toBeCloseTo((26 / 36) * 320, 6)
})
