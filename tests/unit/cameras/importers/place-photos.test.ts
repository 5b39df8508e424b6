import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { matchPhotos } from '../../../../src-engine/cameras/importers/match-photos.ts'
import { placePhotos } from '../../../../src-engine/cameras/importers/place-photos.ts'
import { readScene } from '../../../../src-engine/cameras/importers/read-scene.ts'
import { photosOf, ringScene, transformsOf, writeColmapBinary, writeColmapText } from '../../../support/known-scene.ts'
import { temporaryFolder } from '../../../support/test-photos.ts'

const scene = ringScene()
const photos = photosOf(scene)
let folder = ''
beforeEach(() => {
  folder = temporaryFolder()
})

const writeTransforms = (json: unknown) => writeFileSync(join(folder, 'transforms.json'), JSON.stringify(json))

/** Every way to write the scene, and where below the folder to look for it. */
const SOURCES: [string, () => void, string][] = [
  ['COLMAP text', () => writeColmapText(scene, folder), '.'],
  ['COLMAP binary, in a workspace', () => writeColmapBinary(scene, join(folder, 'sparse', '0')), '.'],
  ['COLMAP binary, by one of its files', () => writeColmapBinary(scene, folder), 'images.bin'],
  ['transforms.json', () => writeTransforms(transformsOf(scene)), 'transforms.json'],
]

describe.each(SOURCES)('%s', (kind, write, below) => {
  const read = () => {
    write()
    return readScene(join(folder, below))
  }

  test('gives back the cameras and points that were written', async () => {
    const placed = placePhotos(await read(), photos)
    expect(placed.unplaced).toEqual([])
    placed.cameras.forEach((camera, i) => {
      const { worldToCamera, ...intrinsics } = scene.cameras[i]
      expect(camera).toMatchObject(intrinsics)
      camera.worldToCamera.forEach((value, k) => {
        expect(value).toBeCloseTo(worldToCamera[k], 9)
      })
    })
    expect(placed.points.count).toBe(kind === 'transforms.json' ? 0 : scene.points.length)
    expect([...placed.points.positions]).toEqual(kind === 'transforms.json' ? [] : scene.points.flat())
    expect(placed.points.observedBy.length).toBe(placed.points.trackStarts[placed.points.count])
    // Observations are stored as 32-bit floats.
    expect(placed.reprojectionErrorPx).toBeLessThan(1e-4)
  })

  test('photos of half the size get cameras of half the size; a photo without a camera is named', async () => {
    const half = [...photosOf(scene, 0.5), { ...photos[0], file: 'later.jpg', path: '/somewhere/later.jpg' }]
    const placed = placePhotos(await read(), half)
    expect(placed.cameras[0]).toMatchObject({
      width: 400,
      height: 300,
      fx: 350,
      fy: 355,
      cx: 202.5,
      cy: 147.5,
      k1: -0.05,
    })
    expect(placed.reprojectionErrorPx).toBeLessThan(1e-4)
    expect(placed.unplaced).toEqual([{ file: 'later.jpg', reason: expect.stringContaining('not among') }])
  })

  test('only the photos at hand count', async () => {
    const placed = placePhotos(await read(), photos.slice(2))
    expect(placed.cameras.map(({ file }) => file)).toEqual(['img_3.jpg', 'img_4.jpg', 'img_5.jpg', 'img_6.jpg'])
    expect(Math.max(0, ...placed.points.observedBy)).toBe(kind === 'transforms.json' ? 0 : 3)
    expect(placed.reprojectionErrorPx).toBeLessThan(1e-4)
  })

  test('photos of another shape, or with other names, are refused in words', async () => {
    const known = await read()
    const turned = photos.map((photo) => ({ ...photo, width: 600, height: 800 }))
    expect(() => placePhotos(known, turned)).toThrow(
      expect.objectContaining({ code: 'validation_failed', hint: expect.stringContaining('upright') }),
    )
    const renamed = photos.map((photo) => ({ ...photo, file: `x${photo.file}`, path: `/x/x${photo.file}` }))
    expect(() => placePhotos(known, renamed)).toThrow(
      expect.objectContaining({ code: 'validation_failed', hint: expect.stringContaining('original names') }),
    )
  })
})

describe('COLMAP', () => {
  const withCamera = async (line: string) => {
    writeColmapText(scene, folder)
    writeFileSync(join(folder, 'cameras.txt'), line)
    return readScene(folder)
  }

  test.each([
    ['SIMPLE_PINHOLE', '700 405 295', { fx: 700, fy: 700, cx: 405, cy: 295, k1: 0, k2: 0 }],
    ['PINHOLE', '700 710 405 295', { fx: 700, fy: 710, cx: 405, cy: 295, k1: 0, k2: 0 }],
    ['SIMPLE_RADIAL', '700 405 295 0.1', { fx: 700, fy: 700, cx: 405, cy: 295, k1: 0.1, k2: 0 }],
    ['RADIAL', '700 405 295 0.1 0.2', { fx: 700, fy: 700, cx: 405, cy: 295, k1: 0.1, k2: 0.2 }],
    ['OPENCV', '700 710 405 295 0.1 0.2 0.0001 0', { fx: 700, fy: 710, cx: 405, cy: 295, k1: 0.1, k2: 0.2 }],
  ])('camera model %s', async (model, params, expected) => {
    const { views } = await withCamera(`1 ${model} 800 600 ${params}\n`)
    expect(views[0].camera(photos[0])).toMatchObject(expected)
  })

  test.each(['OPENCV 800 600 700 710 405 295 0 0 0.01 0', 'OPENCV_FISHEYE 800 600 700 710 405 295 0 0 0 0'])(
    'what two radial terms cannot express is refused: %s',
    async (camera) => {
      await expect(withCamera(`1 ${camera}\n`)).rejects.toMatchObject({ code: 'unsupported_format' })
    },
  )

  test('images without features, and names with spaces', async () => {
    writeColmapText(scene, folder)
    const lines = readFileSync(join(folder, 'images.txt'), 'utf8').split('\n')
    const bare = lines.map((line, i) => (i > 0 && i % 2 === 0 ? '' : line.replace('img_2', 'my img 2')))
    writeFileSync(join(folder, 'images.txt'), bare.join('\n'))
    const { views, points } = await readScene(folder)
    expect(views.map(({ name }) => name).slice(0, 3)).toEqual(['img_1.jpg', 'my img 2.jpg', 'img_3.jpg'])
    expect(points.observedBy.length).toBe(0)
  })

  test('damaged files are named', async () => {
    writeColmapBinary(scene, folder)
    writeFileSync(join(folder, 'images.bin'), readFileSync(join(folder, 'images.bin')).subarray(0, 500))
    await expect(readScene(folder)).rejects.toMatchObject({ code: 'validation_failed' })
    writeFileSync(join(folder, 'cameras.bin'), 'not a model at all')
    await expect(readScene(folder)).rejects.toMatchObject({ code: 'validation_failed' })
  })
})

describe('transforms.json', () => {
  test('an angle of view instead of a focal length, and no size: as the NeRF scenes have it', async () => {
    const { frames } = transformsOf(scene)
    writeTransforms({ camera_angle_x: 2 * Math.atan(400 / 700), frames })
    const { cameras } = placePhotos(await readScene(folder), photos)
    expect(cameras[0]).toMatchObject({ width: 800, height: 600, cx: 400, cy: 300, k1: 0 })
    expect(cameras[0].fx).toBeCloseTo(700, 9)
    expect(cameras[0].fy).toBeCloseTo(700, 9)
  })

  test('intrinsics of a frame go before those of the file', async () => {
    const { frames, ...shared } = transformsOf(scene)
    writeTransforms({ ...shared, frames: frames.map((frame, i) => (i === 1 ? { ...frame, fl_x: 900 } : frame)) })
    const { cameras } = placePhotos(await readScene(folder), photos)
    expect([cameras[0].fx, cameras[1].fx]).toEqual([700, 900])
  })

  test('fisheye lenses, no focal length, other JSON', async () => {
    const good = transformsOf(scene)
    writeTransforms({ ...good, camera_model: 'OPENCV_FISHEYE' })
    const fisheye = await readScene(folder)
    expect(() => placePhotos(fisheye, photos)).toThrow(expect.objectContaining({ code: 'unsupported_format' }))
    writeTransforms({ frames: good.frames })
    const blind = await readScene(folder)
    expect(() => placePhotos(blind, photos)).toThrow(expect.objectContaining({ code: 'validation_failed' }))
    writeTransforms({ frames: [{ file_path: 'a', transform_matrix: [[1, 2], [3]] }] })
    await expect(readScene(folder)).rejects.toMatchObject({ code: 'validation_failed' })
  })
})

test('no cameras at a path', async () => {
  await expect(readScene(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'path_not_found' })
  mkdirSync(join(folder, 'empty'))
  await expect(readScene(join(folder, 'empty'))).rejects.toMatchObject({ code: 'unsupported_format' })
  writeFileSync(join(folder, 'notes.txt'), '')
  await expect(readScene(join(folder, 'notes.txt'))).rejects.toMatchObject({ code: 'unsupported_format' })
})

test('names find their photos by the longest agreeing path, without extension too, each photo once', () => {
  const photo = (file: string, path: string) => ({ ...photos[0], file, path })
  const [a, b, c, d] = [
    photo('1.jpg', '/p/left/1.jpg'),
    photo('1-2.jpg', '/p/right/1.jpg'),
    photo('R_2.PNG', '/p/R_2.PNG'),
    photo('v1.5.jpg', '/p/v1.5.jpg'),
  ]
  expect(matchPhotos(['images/right/1.jpg', 'images/left/1.jpg', './train/r_2', 'v1.5', 'r_2'], [a, b, c, d])).toEqual([
    b,
    a,
    c,
    d,
    null,
  ])
})
