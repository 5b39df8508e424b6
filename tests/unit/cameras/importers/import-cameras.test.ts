import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importCameras } from '../../../../src-engine/cameras/importers/import-cameras.ts'
import type { CameraSolution } from '../../../../src-engine/cameras/types.ts'
import { photosOf, project, ringScene, transformsOf, writeColmapBinary } from '../../../support/known-scene.ts'
import { temporaryFolder } from '../../../support/test-photos.ts'

// The scene is z up and three units across; cameras are on a ring around its origin.
const scene = ringScene(8, 300)
const photos = photosOf(scene)

/** A point of the file's frame in the world. */
function toWorld({ toWorld: { scale, rotation: r, translation: t } }: CameraSolution, p: readonly number[]): number[] {
  return [0, 1, 2].map((i) => scale * (r[3 * i] * p[0] + r[3 * i + 1] * p[1] + r[3 * i + 2] * p[2]) + t[i])
}

describe.each(['COLMAP', 'transforms.json'])('%s', (kind) => {
  const read = async (onWarning?: (message: string) => void) => {
    const folder = temporaryFolder()
    if (kind === 'COLMAP') writeColmapBinary(scene, folder)
    else writeFileSync(join(folder, 'transforms.json'), JSON.stringify(transformsOf(scene)))
    return importCameras(folder, photos, onWarning ? { onWarning } : {})
  }

  test('comes out upright, around the origin, and sees what it saw', async () => {
    const warnings: string[] = []
    const solution = await read((message) => warnings.push(message))
    expect(warnings).toEqual([])
    expect(solution.cameras.map(({ file }) => file)).toEqual(photos.map(({ file }) => file))
    // The file's z axis is the world's y axis.
    const [bottom, top] = [toWorld(solution, [0, 0, 0]), toWorld(solution, [0, 0, 1])]
    const up = top.map((value, i) => (value - bottom[i]) / solution.toWorld.scale)
    expect(up[1]).toBeGreaterThan(0.999)
    expect(Math.hypot(...bottom)).toBeLessThan(0.2)
    // Every camera sees every point of the world where it saw it in the file.
    for (const [i, camera] of solution.cameras.entries())
      for (const point of scene.points) {
        const [u, v] = project(camera, toWorld(solution, point))
        const [u0, v0] = project(scene.cameras[i], point)
        expect(Math.hypot(u - u0, v - v0)).toBeLessThan(1e-6)
      }
  })
})

test('points that the cameras do not see where the file says are a warning', async () => {
  const [folder, other] = [temporaryFolder(), temporaryFolder()]
  const warnings: string[] = []
  writeColmapBinary(scene, folder)
  writeColmapBinary({ ...scene, points: scene.points.map(([x, y, z]) => [x + 0.3, y, z] as const) }, other)
  copyFileSync(join(other, 'points3D.bin'), join(folder, 'points3D.bin'))
  const { reprojectionErrorPx } = await importCameras(folder, photos, {
    onWarning: (message) => warnings.push(message),
  })
  expect(reprojectionErrorPx).toBeGreaterThan(20)
  expect(warnings).toEqual([expect.stringContaining('may belong to other photos')])
})

test('cancelled before it begins', async () => {
  const signal = AbortSignal.abort()
  await expect(importCameras('/nowhere', photos, { signal })).rejects.toMatchObject({ code: 'cancelled' })
})
