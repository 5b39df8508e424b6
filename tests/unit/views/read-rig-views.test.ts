import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { backProject, projectionMatrix } from '../../../src-engine/mesh/view-geometry.ts'
import { readRigViews } from '../../../src-engine/views/read-rig-views.ts'
import { rigCameras } from '../../../src-engine/views/rig.ts'
import { temporaryFolder } from '../../support/test-photos.ts'

/** Writes discs of growing size on white: view k's radius is 20 + k pixels. */
async function writeViews(folder: string, count: number, width = 96, height = 96): Promise<string> {
  await mkdir(folder, { recursive: true })
  for (let k = 0; k < count; k++) {
    const disc = `<svg width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/><circle cx="${width / 2}" cy="${height / 2}" r="${20 + k}" fill="#36a"/></svg>`
    await sharp(Buffer.from(disc))
      .png()
      .toFile(join(folder, `view${k}.png`))
  }
  return folder
}

test('sixteen views are read in the order of their numbers, depth maps passed over', async () => {
  const folder = await writeViews(join(temporaryFolder(), 'views'), 16)
  await sharp({ create: { width: 96, height: 96, channels: 3, background: '#000' } })
    .png()
    .toFile(join(folder, 'view0-depth.png'))
  const views = await readRigViews(folder)
  views.forEach(({ camera, alpha }, k) => {
    expect(camera).toMatchObject({ file: `view${k}.png`, width: 96, fx: 105 })
    const area = alpha.reduce((sum, value) => sum + value, 0)
    expect(Math.abs(Math.sqrt(area / Math.PI) - (20 + k))).toBeLessThan(0.3)
  })
})

test.each([
  ['too few', 15, 96, 96, 'holds 15 views, not 16'],
  ['not square', 16, 96, 90, 'not square'],
  ['too small', 16, 50, 50, 'only 50 pixels wide'],
])('views that are %s are refused with a word on what is wanted', async (_, count, width, height, words) => {
  const folder = await writeViews(join(temporaryFolder(), 'views'), count, width, height)
  await expect(readRigViews(folder)).rejects.toMatchObject({
    code: 'validation_failed',
    message: expect.stringContaining(words),
    hint: expect.stringContaining('sixteen'),
  })
})

test('views of different sizes, an empty one, and no folder are refused', async () => {
  const folder = await writeViews(join(temporaryFolder(), 'views'), 16)
  await sharp({ create: { width: 128, height: 128, channels: 3, background: '#369' } })
    .png()
    .toFile(join(folder, 'view7.png'))
  await expect(readRigViews(folder)).rejects.toMatchObject({ message: expect.stringContaining('different sizes') })
  await sharp({ create: { width: 96, height: 96, channels: 3, background: '#fff' } })
    .png()
    .toFile(join(folder, 'view7.png'))
  await expect(readRigViews(folder)).rejects.toMatchObject({ message: expect.stringContaining('no object') })
  await expect(readRigViews(join(folder, 'none'))).rejects.toMatchObject({ code: 'path_not_found' })
})

const DATA = process.env.GLIMPSE3D_TEST_DATA ?? ''
const CHICKEN = join(DATA, 'chicken')

describe.skipIf(DATA === '' || !existsSync(CHICKEN))('published views, from GLIMPSE3D_TEST_DATA', () => {
  test('generated views without an alpha channel get the outline of the object, a white egg on white among it', async () => {
    const generated = await readRigViews(join(CHICKEN, 'chicken-pr'))
    const rendered = await readRigViews(join(CHICKEN, 'chicken-gt'))
    const covers = [generated, rendered].map((views) =>
      views.map(({ alpha }) => alpha.reduce((sum, value) => sum + value, 0)),
    )
    covers[0].forEach((cover, k) => {
      expect(Math.abs(cover / covers[1][k] - 1)).toBeLessThan(0.1)
    })
  })

  test('depth seen in one view lies where the next view sees it: the rig’s cameras are right', async () => {
    const depths = await Promise.all([0, 1].map((k) => readDepth(join(CHICKEN, `chicken-gt/00${k}-depth.png`))))
    const [first, second] = rigCameras()
    const p = projectionMatrix(second)
    const errors: number[] = []
    for (let y = 40; y < 216; y += 3)
      for (let x = 40; x < 216; x += 3) {
        const z = depths[0][y * 256 + x]
        if (z > 2.4) continue
        const [wx, wy, wz] = backProject(first, x + 0.5, y + 0.5, z)
        const c = p[8] * wx + p[9] * wy + p[10] * wz + p[11]
        const u = Math.floor((p[0] * wx + p[1] * wy + p[2] * wz + p[3]) / c)
        const v = Math.floor((p[4] * wx + p[5] * wy + p[6] * wz + p[7]) / c)
        const seen = depths[1][v * 256 + u]
        if (seen < 2.4) errors.push(Math.abs(seen - c) / c)
      }
    errors.sort((a, b) => a - b)
    expect(errors.length).toBeGreaterThan(500)
    expect(errors[errors.length >> 1]).toBeLessThan(0.01)
  })
})

async function readDepth(path: string): Promise<Float32Array> {
  const { data, info } = await sharp(path)
    .toColourspace('rgb16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true })
  const values = new Uint16Array(data.buffer, data.byteOffset, data.length / 2)
  return Float32Array.from(
    { length: info.width * info.height },
    (_, i) => 0.52 + (2.05 * values[i * info.channels]) / 65535,
  )
}
