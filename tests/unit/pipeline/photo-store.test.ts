import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { noPoints } from '../../../src-engine/cameras/no-points.ts'
import { openPhotoStore } from '../../../src-engine/pipeline/photo-store.ts'
import { levelCamera, photoBytes, readPhoto, trainingPhotos } from '../../../src-engine/training/photo-levels.ts'
import { trainSplats } from '../../../src-engine/training/train-splats.ts'
import type { TrainingPhoto, TrainingView } from '../../../src-engine/training/trainer.ts'
import { ball, circleCameras, photograph } from '../../support/coloured-ball.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glimpse3d-photos-'))
})
afterAll(() => rm(folder, { recursive: true }))

const truth = ball(200)
const cameras = circleCameras(9, 45, 31)
const views = await photograph(truth, cameras)
/** Bytes of one photo at its three sizes: 45 x 31, 23 x 16, 11 x 8. */
const ONE = 3 * (45 * 31 + 23 * 16 + 11 * 8)

async function* given(some: readonly TrainingView[]) {
  yield* some
}

async function bytesOf(photos: readonly TrainingPhoto[]) {
  const all: Uint8Array[] = []
  for (const photo of photos) {
    for (let halvings = 0; halvings < 3; halvings++) {
      const bytes = new Uint8Array(photoBytes(levelCamera(photo.camera, halvings)))
      await photo.read(halvings, bytes)
      all.push(bytes)
    }
  }
  return all
}

function train(photos: readonly TrainingPhoto[]) {
  const start = { cloud: { ...truth, sh: new Float32Array(truth.sh.length) }, firstStep: 0 }
  const schedule = { steps: 40, splatBudget: 300, shDegree: 0, seed: 3, threads: 2 } as const
  return trainSplats({
    views: photos.slice(1),
    heldOut: photos.slice(0, 1),
    points: noPoints(),
    start,
    cameras,
    ...schedule,
  })
}

it('trains the same splats, byte for byte, from photos on disk as from photos in memory', async () => {
  const [large, small, none] = [undefined, 2 * ONE, 0].map((memory) => openPhotoStore(folder, memory))
  const kept = [await large.keep(given(views)), await small.keep(given(views)), await none.keep(given(views))]
  const expected = await bytesOf(trainingPhotos(views))
  for (const photos of kept) expect(await bytesOf(photos)).toEqual(expected)
  expect(await readPhoto(kept[2][4])).toEqual(views[4].image)
  const results = []
  for (const photos of kept) results.push(await train(photos))
  expect(results[1]).toEqual(results[0])
  expect(results[2]).toEqual(results[0])
  for (const store of [large, small, none]) await store.close()
})

it('leaves nothing on the disk, and has read what was asked for before it is closed', async () => {
  const store = openPhotoStore(folder, ONE)
  const photos = await store.keep(given(views))
  // Where the system lets an open file have no name, it is gone already.
  if (process.platform !== 'win32') expect(await readdir(folder)).toEqual([])
  const stop = new AbortController()
  const slow = photos.map(({ camera, read }): TrainingPhoto => {
    return { camera, read: (...which) => new Promise((resolve) => setTimeout(resolve, 20)).then(() => read(...which)) }
  })
  const run = trainSplats({
    views: slow,
    heldOut: [],
    points: noPoints(),
    start: { cloud: truth, firstStep: 0 },
    cameras,
    steps: 1000,
    splatBudget: 200,
    shDegree: 0,
    threads: 2,
    signal: stop.signal,
    onProgress: (fraction) => fraction > 0.003 && stop.abort(),
  })
  await expect(run).rejects.toMatchObject({ code: 'cancelled' })
  await store.close()
  expect(await readdir(folder)).toEqual([])
  await expect(photos[8].read(0, new Uint8Array(10))).rejects.toThrow()
})

it('ends a run whose photos cannot be read any more, and says why', async () => {
  const store = openPhotoStore(folder, 0)
  const photos = await store.keep(given(views))
  const cut = photos.map((photo, i): TrainingPhoto => {
    return i === 5 ? { ...photo, read: () => Promise.reject(new Error('The disk has gone.')) } : photo
  })
  await expect(train(cut)).rejects.toThrow('The disk has gone.')
  await store.close()
})
