import { expect, test } from 'vitest'
import { ONE_PHOTO_STAGES, PHOTO_STAGES } from '../../../src-shared/events.ts'
import { waitingStage, withStage } from '../../../src-shared/studio-api/with-stage.ts'

const names = (stages: ReturnType<typeof withStage>) => stages.map(({ stage }) => stage)
const photosDone = withStage(PHOTO_STAGES.map(waitingStage), {
  ...waitingStage('photos'),
  state: 'finished',
  fraction: 1,
})

test('a stage that is known is changed in its place', () => {
  expect(names(photosDone)).toEqual(PHOTO_STAGES)
  expect(photosDone[0].state).toBe('finished')
})

test('cutting an object out says that the run is one of one photo', () => {
  const stages = withStage(photosDone, { ...waitingStage('background'), state: 'running' })
  expect(names(stages)).toEqual(ONE_PHOTO_STAGES)
  expect(stages.map(({ state }) => state).slice(0, 3)).toEqual(['finished', 'running', 'waiting'])
})

test('views that were given have no object to cut out', () => {
  const stages = withStage(photosDone, { ...waitingStage('views'), state: 'running' })
  expect(names(stages)).toEqual(ONE_PHOTO_STAGES.filter((stage) => stage !== 'background'))
})
