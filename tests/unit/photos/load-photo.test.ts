import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { areaResize } from '../../../src-engine/photos/area-resize.ts'
import { loadPhoto } from '../../../src-engine/photos/load-photo.ts'
import { convertToSrgb, matrixToSrgb } from '../../../src-engine/photos/matrix-profile.ts'
import type { RgbImage } from '../../../src-shared/photo.ts'
import { quadrants, temporaryFolder } from '../../support/test-photos.ts'

const folder = temporaryFolder()
const heic = (name: string) => fileURLToPath(new URL(`../../support/heic/${name}`, import.meta.url))

const RED_GREEN_BLUE_WHITE = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]

/** Colours in the middle of the four quadrants, row by row. */
function corners({ width, height, data }: RgbImage): number[] {
  const at = (x: number, y: number) => [...data.subarray(3 * (y * width + x), 3 * (y * width + x) + 3)]
  const [l, r, t, b] = [width >> 2, (3 * width) >> 2, height >> 2, (3 * height) >> 2]
  return [at(l, t), at(r, t), at(l, b), at(r, b)].flat()
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
  expect(actual.length).toBe(expected.length)
  const worst = Math.max(...Array.from(actual, (v, i) => Math.abs(v - expected[i])))
  expect(worst, `${Array.from(actual).slice(0, 12)}`).toBeLessThanOrEqual(tolerance)
}

describe('every kind of photo decodes to upright 8-bit sRGB', () => {
  test.each([
    ['jpeg', () => quadrants(64, 48).jpeg({ quality: 95 }), 6],
    ['16-bit png', () => quadrants(64, 48).toColourspace('rgb16').png(), 1],
    ['16-bit tiff', () => quadrants(64, 48).toColourspace('rgb16').tiff(), 1],
    ['webp', () => quadrants(64, 48).webp({ quality: 95 }), 8],
    ['avif', () => quadrants(64, 48).avif({ quality: 90 }), 8],
    // Process colours cannot show the primaries of sRGB: far off, but every quadrant keeps its hue.
    ['cmyk jpeg', () => quadrants(64, 48).toColourspace('cmyk').jpeg({ quality: 95 }), 200],
  ])('%s', async (kind, make, tolerance) => {
    const path = join(folder, `${kind}.bin`)
    await make().toFile(path)
    const image = await loadPhoto(path)
    expect([image.width, image.height]).toEqual([64, 48])
    expectClose(corners(image), RED_GREEN_BLUE_WHITE, tolerance)
    if (kind === 'cmyk jpeg') {
      expect((await sharp(path).metadata()).space).toBe('cmyk')
      const [r, g, b] = [corners(image).slice(0, 3), corners(image).slice(3, 6), corners(image).slice(6, 9)]
      expect([r, g, b].map((rgb) => rgb.indexOf(Math.max(...rgb)))).toEqual([0, 1, 2])
    }
  })

  test('grey becomes three equal channels, 16-bit grey too', async () => {
    for (const depth of ['b-w', 'grey16']) {
      const path = join(folder, `${depth}.png`)
      await quadrants(64, 48).toColourspace(depth).png().toFile(path)
      const [r, g, b, ...rest] = corners(await loadPhoto(path))
      expect([r, g, b]).toEqual([r, r, r])
      expect(r).toBeGreaterThan(40)
      expect(rest.slice(-3)).toEqual([255, 255, 255])
    }
  })

  test('alpha is laid over white', async () => {
    const path = join(folder, 'alpha.png')
    await sharp({ create: { width: 8, height: 8, channels: 4, background: { r: 200, g: 0, b: 0, alpha: 0.5 } } })
      .png()
      .toFile(path)
    expectClose((await loadPhoto(path)).data.subarray(0, 3), [228, 128, 128], 2)
  })

  // EXIF 2.3, tag 0x0112: which edge of the scene the stored row 0 and column 0 show. Gives the upright pixel that is
  // stored at (x, y); the upright picture is 64 x 48.
  test.each<[number, string, (x: number, y: number) => [number, number]]>([
    [1, 'top, left', (x, y) => [x, y]],
    [2, 'top, right', (x, y) => [63 - x, y]],
    [3, 'bottom, right', (x, y) => [63 - x, 47 - y]],
    [4, 'bottom, left', (x, y) => [x, 47 - y]],
    [5, 'left, top', (x, y) => [y, x]],
    [6, 'right, top', (x, y) => [63 - y, x]],
    [7, 'right, bottom', (x, y) => [63 - y, 47 - x]],
    [8, 'left, bottom', (x, y) => [y, 47 - x]],
  ])('EXIF orientation %i: %s', async (orientation, _, uprightAt) => {
    const [width, height] = orientation > 4 ? [48, 64] : [64, 48]
    const upright = await quadrants(64, 48).raw().toBuffer()
    const stored = Buffer.alloc(upright.length)
    for (let y = 0, p = 0; y < height; y++)
      for (let x = 0; x < width; x++, p += 3) {
        const [u, v] = uprightAt(x, y)
        upright.copy(stored, p, 3 * (64 * v + u), 3 * (64 * v + u) + 3)
      }
    const path = join(folder, `o${orientation}.jpg`)
    const photo = sharp(stored, { raw: { width, height, channels: 3 } })
    await photo.withMetadata({ orientation }).jpeg({ quality: 95 }).toFile(path)
    const image = await loadPhoto(path)
    expect([image.width, image.height]).toEqual([64, 48])
    expectClose(corners(image), RED_GREEN_BLUE_WHITE, 6)
  })

  test('HEIC, stored on its side with the orientation in the file and in EXIF', async () => {
    for (const name of ['upright.heic', 'turned.heic']) {
      const image = await loadPhoto(heic(name), { maxEdge: 160 })
      expect([image.width, image.height]).toEqual([160, 128])
      expectClose(corners(image), RED_GREEN_BLUE_WHITE, 3)
    }
  })

  test('HEIC in Display P3, as phones save it', async () => {
    const image = await loadPhoto(heic('display-p3.heic'))
    expectClose(image.data.subarray(0, 3), [234, 51, 35], 4)
  })

  test('primaries of a colour profile: those of sRGB as Display P3 spells them', async () => {
    const p3 = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .withIccProfile('p3')
      .jpeg()
      .toBuffer()
    const matrix = matrixToSrgb((await sharp(p3).metadata()).icc ?? Buffer.alloc(0))
    // sRGB red, green, blue and a grey in Display P3 (CSS Color 4).
    const pixels = Uint8Array.from([234, 51, 35, 117, 251, 76, 0, 0, 245, 120, 120, 120])
    convertToSrgb(pixels, 3, matrix ?? [])
    expectClose(pixels, [255, 0, 0, 0, 255, 0, 0, 0, 255, 120, 120, 120], 3)
    const srgb = await sharp(p3).withIccProfile('srgb').jpeg().toBuffer()
    expect(matrixToSrgb((await sharp(srgb).metadata()).icc ?? Buffer.alloc(0))).toBeNull()
    expect(matrixToSrgb(Buffer.alloc(200))).toBeNull()
  })
})

describe('shrinking', () => {
  test('averages areas exactly', () => {
    const image = {
      width: 3,
      height: 2,
      data: Uint8Array.from([0, 30, 60, 90].flatMap((v) => [v, v, v]).concat([120, 120, 120, 150, 150, 150])),
    }
    // Rows (0 30 60) and (90 120 150): each output column covers one and a half input columns of both rows.
    const half = areaResize(image, 2, 1)
    expect([...half.data]).toEqual([55, 55, 55, 95, 95, 95])
  })

  test('a photo shrunk while it is decoded equals one averaged afterwards', async () => {
    const path = join(folder, 'gradient.png')
    const data = Buffer.alloc(3 * 1600 * 1200)
    for (let y = 0, p = 0; y < 1200; y++)
      for (let x = 0; x < 1600; x++, p += 3) data.set([(255 * x) / 1599, (255 * y) / 1199, (x + y) & 128], p)
    await sharp(data, { raw: { width: 1600, height: 1200, channels: 3 } })
      .png()
      .toFile(path)
    const exact = areaResize(await loadPhoto(path), 160, 120)
    const direct = await loadPhoto(path, { maxEdge: 160 })
    expect([direct.width, direct.height]).toEqual([160, 120])
    const mean = exact.data.reduce((sum, v, i) => sum + Math.abs(v - direct.data[i]), 0) / exact.data.length
    expect(mean).toBeLessThan(1.5)
    expectClose(
      direct.data.filter((_, i) => i % 3 < 2),
      exact.data.filter((_, i) => i % 3 < 2),
      2,
    )
  })

  test('never enlarges, keeps proportions', async () => {
    const path = join(folder, 'small.png')
    await quadrants(50, 75).png().toFile(path)
    expect(await loadPhoto(path, { maxWidth: 400 })).toMatchObject({ width: 50, height: 75 })
    expect(await loadPhoto(path, { maxWidth: 20 })).toMatchObject({ width: 20, height: 30 })
    expect(await loadPhoto(path, { maxEdge: 25 })).toMatchObject({ width: 17, height: 25 })
  })

  test('a 100-megapixel JPEG is loaded small without ever being held at full size', async () => {
    const path = join(folder, 'huge.jpg')
    await sharp({ create: { width: 11600, height: 8700, channels: 3, background: '#8a6' } })
      .jpeg()
      .toFile(path)
    const script = `
      const { loadPhoto } = await import(${JSON.stringify(new URL('../../../src-engine/photos/load-photo.ts', import.meta.url).href)})
      const before = process.resourceUsage().maxRSS
      const image = await loadPhoto(${JSON.stringify(path)}, { maxEdge: 1600 })
      console.log(JSON.stringify({ width: image.width, height: image.height, grown: (process.resourceUsage().maxRSS - before) / 1024 }))`
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    const { width, height, grown } = JSON.parse(out)
    expect([width, height]).toEqual([1600, 1200])
    // 11600 x 8700 x 3 bytes are 289 MiB.
    expect(grown).toBeLessThan(150)
  })
})

test('what cannot be read is named', async () => {
  await expect(loadPhoto(join(folder, 'missing.jpg'))).rejects.toMatchObject({
    code: 'photo_unreadable',
    message: expect.stringContaining('missing.jpg'),
    hint: 'Check the path.',
  })
})
