import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CameraSolution } from '../../../src-engine/cameras/types.ts'
import { writeScene } from '../../../src-engine/library/results/scene-file.ts'
import { sceneSchema } from '../../../src-shared/scene.ts'
import { temporaryFolder } from '../../support/test-photos.ts'

const camera = {
  ...{ file: 'IMG_1.jpg', width: 400, height: 300, fx: 380.5, fy: 380.5, cx: 200, cy: 150, k1: 0.01, k2: 0 },
  worldToCamera: [1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -1, 4, 0, 0, 0, 1],
}

function solutionWith(count: number): CameraSolution {
  return {
    cameras: [camera],
    points: {
      count,
      positions: Float64Array.from({ length: 3 * count }, (_, k) => k / 3),
      colors: Uint8Array.from({ length: 3 * count }, (_, k) => k % 256),
      errors: new Float32Array(count),
      trackStarts: new Uint32Array(count + 1),
      observedBy: new Uint32Array(),
      observedAt: new Float32Array(),
    },
    reprojectionErrorPx: 0.5,
    unplaced: [],
    toWorld: { scale: 1, rotation: [1, 0, 0, 0, 1, 0, 0, 0, 1], translation: [0, 0, 0] },
  }
}

async function written(count: number, complete: boolean) {
  const path = join(temporaryFolder(), 'scene.json')
  const shown = await writeScene(path, solutionWith(count), complete)
  return { shown, scene: sceneSchema.parse(JSON.parse(await readFile(path, 'utf8'))) }
}

test('a few points are all written, to a ten-thousandth', async () => {
  const { shown, scene } = await written(2, false)
  expect(shown).toEqual({ placed: 1, points: 2 })
  expect(scene).toEqual({
    complete: false,
    cameras: [camera],
    positions: [0, 0.3333, 0.6667, 1, 1.3333, 1.6667],
    colors: [0, 1, 2, 3, 4, 5],
  })
})

test('of many points an even choice is written, from the first to nearly the last, each with its own colour', async () => {
  const { shown, scene } = await written(50_000, true)
  expect(shown).toEqual({ placed: 1, points: 20_000 })
  expect([scene.complete, scene.positions.length, scene.colors.length]).toEqual([true, 60_000, 60_000])
  const first = scene.positions.filter((_, k) => k % 3 === 0)
  expect(new Set(first).size).toBe(20_000)
  expect([first[0], first[19_999]]).toEqual([0, 49_997])
  expect(scene.colors[3 * 777]).toBe((3 * first[777]) % 256)
})
