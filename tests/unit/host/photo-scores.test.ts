import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { HostContext } from '../../../src-main/host/host-context.ts'
import { followPhotoScores } from '../../../src-main/host/photo-scores.ts'
import { newStoredProject, readStoredProject } from '../../../src-main/host/stored-project.ts'
import type { EngineEvent, Stage } from '../../../src-shared/events.ts'
import type { StudioEvent } from '../../../src-shared/studio-api/studio-events.ts'
import { temporaryFolder } from '../../support/test-photos.ts'

const quality = { sharpness: 500, brightness: 120, clippedDark: 0, clippedBright: 0 }
const photo = (n: number) => {
  const id = `${n}`.repeat(16)
  return { id, file: `IMG_${n}.jpg`, width: 400, height: 300, bytes: 1, used: true, psnr: null, quality }
}
const starts = (stage: Stage): EngineEvent => ({ type: 'stage', stage, state: 'started' })
const scores: EngineEvent = {
  type: 'photoScores',
  scores: [
    { file: 'IMG_1.jpg', psnr: 31.5, heldOut: false },
    { file: 'IMG_2.jpg', psnr: 24.25, heldOut: true },
  ],
}

test('photos keep the scores of the splats there are, until a run begins to make others', async () => {
  const folder = join(temporaryFolder(), 'vase')
  const project = newStoredProject('vase', folder, 'Vase')
  project.record.photos.push(photo(1), photo(2), photo(3))
  const told: (number | null)[][] = []
  const emit = (event: StudioEvent) => {
    if (event.type === 'photos') told.push(event.photos.map(({ psnr }) => psnr))
  }
  const follow = (event: EngineEvent) => followPhotoScores({ emit } as HostContext, project, event)

  follow(starts('training'))
  expect(told).toEqual([])
  follow(scores)
  // A run that reuses the splats says their scores once more.
  follow({ type: 'stage', stage: 'cameras', state: 'reused' })
  follow({ type: 'stage', stage: 'training', state: 'reused' })
  follow(scores)
  follow(starts('surface'))
  expect(told).toEqual([[31.5, 24.25, null]])
  await project.saveRecord()
  expect((await readStoredProject('vase', folder))?.record.photos.map(({ psnr }) => psnr)).toEqual([31.5, 24.25, null])

  follow(starts('cameras'))
  expect(told).toEqual([
    [31.5, 24.25, null],
    [null, null, null],
  ])
  await project.saveRecord()
})
