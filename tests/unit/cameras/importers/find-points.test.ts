import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importCameras } from '../../../../src-engine/cameras/importers/import-cameras.ts'
import { readPhotos } from '../../../../src-engine/photos/read-photos.ts'
import { smallVase } from '../../../support/small-vase.ts'
import { temporaryFolder } from '../../../support/test-photos.ts'
import { vaseTransforms } from '../../../support/vase/cameras.ts'

test('cameras that come without points get those that their photos show, where they are', async () => {
  const { photos } = await readPhotos(await smallVase(join(temporaryFolder(), 'photos'), 5), {})
  const file = join(temporaryFolder(), 'transforms.json')
  writeFileSync(file, JSON.stringify(vaseTransforms()))
  const warnings: string[] = []
  const options = { findPoints: true, onWarning: (message: string) => warnings.push(message) }
  const { cameras, points, reprojectionErrorPx } = await importCameras(file, photos, options)
  expect(warnings).toEqual([])
  expect(cameras.length).toBe(5)
  expect(points.count).toBeGreaterThan(300)
  // Half-size photos; the cameras are exact, so what is left is the features' own error.
  expect(reprojectionErrorPx).toBeGreaterThan(0)
  expect(reprojectionErrorPx).toBeLessThan(0.5)
  // The object, about one unit in radius around the origin, is where they are.
  const near = Array.from({ length: points.count }, (_, i) =>
    Math.hypot(...points.positions.subarray(3 * i, 3 * i + 3)),
  )
  expect(near.filter((distance) => distance < 2).length).toBeGreaterThan(points.count / 2)
  // Cameras that were taken elsewhere are found out: hardly a point agrees with them.
  const { frames, ...lens } = vaseTransforms()
  const mixed = frames.map(({ file_path }, i) => ({ ...frames[(13 * i + 5) % frames.length], file_path }))
  writeFileSync(file, JSON.stringify({ ...lens, frames: mixed }))
  const wrong = await importCameras(file, photos, options)
  expect(wrong.points.count).toBeLessThan(points.count / 5)
  expect(warnings).toEqual([expect.stringContaining('may belong to others')])
})
