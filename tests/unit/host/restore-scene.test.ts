import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openProject } from '../../../src-engine/library/project.ts'
import { saveCameraSolution } from '../../../src-engine/library/results/camera-solution.ts'
import { restoreScene } from '../../../src-main/host/restore-scene.ts'
import { newStoredProject, projectPaths, readStoredProject } from '../../../src-main/host/stored-project.ts'
import { sceneSchema } from '../../../src-shared/scene.ts'
import { temporaryFolder } from '../../support/test-photos.ts'

const solution = {
  cameras: [
    {
      ...{ file: 'IMG_1.jpg', width: 400, height: 300, fx: 380, fy: 380, cx: 200, cy: 150, k1: 0, k2: 0 },
      worldToCamera: [1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -1, 4, 0, 0, 0, 1],
    },
  ],
  points: {
    count: 2,
    positions: Float64Array.of(0, 0.5, 1, 1, 0.5, 0),
    colors: Uint8Array.of(1, 2, 3, 4, 5, 6),
    errors: new Float32Array(2),
    trackStarts: new Uint32Array(3),
    observedBy: new Uint32Array(),
    observedAt: new Float32Array(),
  },
  reprojectionErrorPx: 0.5,
  unplaced: [],
  toWorld: { scale: 1, rotation: [1, 0, 0, 0, 1, 0, 0, 0, 1], translation: [0, 0, 0] },
}
const settings = {
  preset: 'fast' as const,
  seed: 0,
  options: { steps: 1, keepScene: true, holdOut: false, cameras: null, formats: ['glb'] },
}

test('a project whose cameras were solved before studios showed them gets its scene; one without cameras none', async () => {
  const folder = join(temporaryFolder(), 'vase')
  const made = newStoredProject('vase', folder, 'Vase')
  await made.saveRecord()
  await restoreScene(made)
  expect(made.run.scene).toBeNull()

  const { work, scene } = projectPaths(folder)
  const opened = await openProject(work, { settings, resume: true })
  await opened.beginStage('cameras', 'hash')
  const files = await saveCameraSolution(opened.stageFolder('cameras'), solution)
  await opened.finishStage('cameras', { seconds: 1, peakMemoryMiB: 1, warnings: [] }, files)
  opened.close()
  await restoreScene(made)
  const shown = { revision: 1, placed: 1, points: 2 }
  expect(made.run.scene).toEqual(shown)
  expect(sceneSchema.parse(JSON.parse(await readFile(scene, 'utf8')))).toEqual({
    complete: true,
    cameras: solution.cameras,
    positions: [0, 0.5, 1, 1, 0.5, 0],
    colors: [1, 2, 3, 4, 5, 6],
  })
  expect((await readStoredProject('vase', folder))?.run.scene).toEqual(shown)
})
