import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, test } from 'vitest'
import { readPhotos } from '../../../src-engine/photos/read-photos.ts'
import { blocks, quadrants, temporaryFolder, VASE } from '../../support/test-photos.ts'

let folder = ''
const photo = (name: string, seed: number, width = 320, height = 260) =>
  blocks(width, height, seed).jpeg({ quality: 90 }).toFile(join(folder, name))

beforeEach(() => {
  folder = temporaryFolder()
})

/** Reads the folder, collecting warnings. */
async function read(what: string | string[] = folder) {
  const warnings: string[] = []
  const result = await readPhotos(what, { threads: 2, onWarning: (message) => warnings.push(message) })
  return { ...result, warnings }
}

test('the sample photos: all usable, in order, focal length exact', async () => {
  const fractions: number[] = []
  const { photos, skipped } = await readPhotos(VASE, { onProgress: (fraction) => fractions.push(fraction) })
  expect(skipped).toEqual([])
  expect(photos.map(({ file }) => file)).toEqual(
    Array.from({ length: 32 }, (_, i) => `photo_${String(i).padStart(3, '0')}.jpg`),
  )
  for (const { width, height, focalPx, focalSource, format, sha256 } of photos) {
    expect({ width, height, focalSource, format }).toEqual({
      width: 800,
      height: 600,
      focalSource: 'exif-35mm',
      format: 'jpeg',
    })
    expect(focalPx).toBeCloseTo(711.1111111, 6)
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
  }
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
  expect(fractions.at(-1)).toBe(1)
})

test('what is no photo, damaged or too small is named with a reason, and the rest goes on', async () => {
  await Promise.all([1, 2, 10].map((n) => photo(`good_${n}.jpg`, n)))
  await photo('whole.jpg', 7, 640, 480)
  const whole = readFileSync(join(folder, 'whole.jpg'))
  writeFileSync(join(folder, 'cut.jpg'), whole.subarray(0, whole.length * 0.7))
  const broken = Buffer.from(whole)
  broken.fill(0xff, whole.length >> 1, (whole.length >> 1) + 1500)
  writeFileSync(join(folder, 'broken.jpg'), broken)
  // Some phones leave bytes before the end marker: harmless.
  writeFileSync(join(folder, 'stray.jpg'), Buffer.concat([whole.subarray(0, -2), Buffer.from([1, 2, 3, 0xff, 0xd9])]))
  writeFileSync(join(folder, 'text.jpg'), 'Dear diary, today I took no photos at all.')
  writeFileSync(join(folder, 'empty.png'), '')
  const heic = readFileSync(fileURLToPath(new URL('../../support/heic/upright.heic', import.meta.url)))
  writeFileSync(join(folder, 'cut.heic'), heic.subarray(0, 700))
  await photo('small.jpg', 8, 400, 200)
  await blocks(640, 480, 9).tiff().toFile(join(folder, 'raw.dng'))
  writeFileSync(join(folder, 'report.json'), '{}')
  writeFileSync(join(folder, 'notes.txt'), 'no photo and says so')
  writeFileSync(join(folder, '._good_1.jpg'), 'what macOS leaves behind')
  mkdirSync(join(folder, 'folder.jpg'))

  const { photos, skipped, warnings } = await read()
  expect(photos.map(({ file }) => file)).toEqual(['good_1.jpg', 'good_2.jpg', 'good_10.jpg', 'stray.jpg', 'whole.jpg'])
  expect(Object.fromEntries(skipped.map(({ file, reason }) => [file, reason]))).toEqual({
    'broken.jpg': 'is damaged or cut off',
    'cut.heic': 'is damaged or cut off',
    'cut.jpg': 'is damaged or cut off',
    'empty.png': 'is not a photo this program can read',
    'raw.dng': 'is not a photo this program can read',
    'small.jpg': 'is too small (400 x 200 pixels)',
    'text.jpg': 'is not a photo this program can read',
  })
  for (const { file, hint } of skipped) {
    expect(hint).not.toBe('')
    expect(warnings.some((warning) => warning.startsWith(file))).toBe(true)
  }
})

describe('fewer than three photos', () => {
  const failure = { code: 'too_few_photos' }

  test('none, in an empty folder and beside a text file named .jpg', async () => {
    await expect(read()).rejects.toMatchObject({ ...failure, message: expect.stringContaining('No usable photo') })
    writeFileSync(join(folder, 'text.jpg'), 'no photo')
    await expect(read()).rejects.toMatchObject({ ...failure, message: expect.stringContaining('text.jpg is not') })
  })

  test('one and two', async () => {
    await photo('a.jpg', 1)
    await expect(read()).rejects.toMatchObject({ ...failure, message: expect.stringContaining('Only one') })
    await photo('b.jpg', 2)
    await expect(read()).rejects.toMatchObject({
      ...failure,
      message: expect.stringContaining('Only two'),
      hint: expect.stringContaining('around the object'),
    })
  })

  test('one photo many times over', async () => {
    await photo('a.jpg', 1)
    for (const name of ['b.jpg', 'c.jpg', 'd.jpg']) copyFileSync(join(folder, 'a.jpg'), join(folder, name))
    await expect(read()).rejects.toMatchObject({
      ...failure,
      message: expect.stringContaining('all copies of one photo'),
      hint: expect.stringContaining('around the object'),
    })
  })
})

test('of exact copies one is kept', async () => {
  for (const n of [1, 2, 3]) await photo(`${n}.jpg`, n)
  copyFileSync(join(folder, '2.jpg'), join(folder, '4.jpg'))
  const { photos, skipped, warnings } = await read()
  expect(photos.map(({ file }) => file)).toEqual(['1.jpg', '2.jpg', '3.jpg'])
  expect(skipped).toMatchObject([{ file: '4.jpg', reason: 'is a copy of 2.jpg' }])
  expect(warnings).toHaveLength(1)
})

test('photos of one name from different folders get names of their own', async () => {
  const paths: string[] = []
  for (const n of [1, 2, 3]) {
    mkdirSync(join(folder, `${n}`))
    await photo(`${n}/a.jpg`, n)
    paths.push(join(folder, `${n}/a.jpg`))
  }
  const { photos } = await read(paths)
  expect(photos.map(({ file, path }) => [file, path])).toEqual([
    ['a.jpg', paths[0]],
    ['a-2.jpg', paths[1]],
    ['a-3.jpg', paths[2]],
  ])
})

test('sizes are those of the upright photo', async () => {
  for (const n of [1, 2]) await photo(`${n}.jpg`, n)
  await quadrants(320, 260).withMetadata({ orientation: 6 }).jpeg().toFile(join(folder, '3.jpg'))
  expect((await read()).photos[2]).toMatchObject({ width: 260, height: 320, focalPx: 384, focalSource: 'default' })
})

test('blurred and dark photos are used, with a warning', async () => {
  for (const n of [1, 2, 3]) await photo(`${n}.jpg`, n, 640, 480)
  await blocks(640, 480, 4).blur(12).jpeg().toFile(join(folder, 'blurred.jpg'))
  await blocks(640, 480, 5).linear(0.1, 0).jpeg().toFile(join(folder, 'dark.jpg'))
  const { photos, warnings } = await read()
  expect(photos).toHaveLength(5)
  expect(warnings.find((warning) => warning.includes('less sharp'))).toContain('blurred.jpg')
  expect(warnings.find((warning) => warning.includes('very dark'))).toContain('dark.jpg is')
})

test('a missing folder', async () => {
  await expect(read(join(folder, 'nowhere'))).rejects.toMatchObject({
    code: 'path_not_found',
    message: expect.stringContaining('nowhere'),
  })
})

test.skipIf(process.platform === 'win32')('a folder without read permission', () => {
  const closed = join(folder, 'closed')
  mkdirSync(closed)
  chmodSync(closed, 0)
  const module = new URL('../../../src-engine/photos/list-photo-files.ts', import.meta.url).href
  const script = `const { listPhotoFiles } = await import(${JSON.stringify(module)})
    await listPhotoFiles(${JSON.stringify(closed)}).catch(({ code, message, hint }) => console.log(JSON.stringify({ code, message, hint })))`
  // Permissions do not bind root: become nobody.
  const asNobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
  chmodSync(folder, 0o755)
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    cwd: dirname(fileURLToPath(import.meta.url)),
    ...asNobody,
  })
  expect(stdout, stderr).not.toBe('')
  expect(JSON.parse(stdout)).toMatchObject({ code: 'permission_denied', message: expect.stringContaining('closed') })
  chmodSync(closed, 0o755)
})

test('cancelling stops between two photos', async () => {
  for (const n of [1, 2, 3, 4, 5]) await photo(`${n}.jpg`, n)
  const controller = new AbortController()
  const reading = readPhotos(folder, { threads: 1, signal: controller.signal, onProgress: () => controller.abort() })
  await expect(reading).rejects.toMatchObject({ code: 'cancelled' })
})
