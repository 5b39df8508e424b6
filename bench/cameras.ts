import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { detectFeatures } from '../src-engine/cameras/features/detect-features.ts'
import { importCameras } from '../src-engine/cameras/importers/import-cameras.ts'
import { mapCameras } from '../src-engine/cameras/mapping/map-cameras.ts'
import { matchFeatures } from '../src-engine/cameras/matching/match-features.ts'
import { worldFrame } from '../src-engine/cameras/world-frame/world-frame.ts'
import { readPhotos } from '../src-engine/photos/read-photos.ts'
import type { Photo } from '../src-shared/photo.ts'
import { type CameraPose, poseOf, readTrueCameras, scoreCameras } from '../tests/support/score-cameras.ts'

/*
 * node bench/cameras.ts <data folder> [scene ...]
 * Solves the cameras of each scene (a folder with `photos/` and, to compare with, `cameras.json` or a COLMAP model in
 * `sparse/`) and prints one line of JSON a scene. Seconds are wall time on two threads; cpuSeconds is what to compare
 * between machines that are busy with other things.
 */

const THREADS = 2

async function truthOf(folder: string, photos: readonly Photo[]): Promise<Map<string, CameraPose> | null> {
  if (existsSync(join(folder, 'cameras.json'))) return readTrueCameras(join(folder, 'cameras.json'))
  if (!existsSync(join(folder, 'sparse'))) return null
  const model = existsSync(join(folder, 'sparse', '0')) ? join(folder, 'sparse', '0') : join(folder, 'sparse')
  const { cameras } = await importCameras(model, photos)
  return new Map(cameras.map((camera) => [camera.file.replace(/\.[^.]*$/, ''), poseOf(camera)]))
}

const [dataFolder, ...names] = process.argv.slice(2)
if (!dataFolder) throw new Error('usage: node bench/cameras.ts <data folder> [scene ...]')
for (const scene of names.length > 0 ? names : ['vase', 'fountain', 'mouse']) {
  const folder = join(dataFolder, scene)
  const { photos } = await readPhotos(join(folder, 'photos'))
  const seconds: Record<string, number> = {}
  const cpuStart = process.cpuUsage()
  const timed = async <T>(stage: string, work: () => Promise<T>): Promise<T> => {
    const start = performance.now()
    const result = await work()
    seconds[stage] = (performance.now() - start) / 1000
    return result
  }
  const work = { threads: THREADS, seed: 0 }
  const features = await timed('features', () => detectFeatures(photos, work))
  const focals = photos.map(({ focalPx }) => focalPx)
  const pairs = await timed('matching', () => matchFeatures(features, focals, work))
  const mapped = await timed('mapping', () => mapCameras(photos, features, pairs, work))
  const solution = await timed('worldFrame', async () => worldFrame(mapped))
  const { user, system } = process.cpuUsage(cpuStart)
  const truth = await truthOf(folder, photos)
  const { fx, k1, k2 } = solution.cameras[0]
  const round = (value: number) => Number(value.toFixed(4))
  const rounded = (values: object) => Object.fromEntries(Object.entries(values).map(([key, v]) => [key, round(v)]))
  console.log(
    JSON.stringify({
      scene,
      photos: photos.length,
      placed: solution.cameras.length,
      points: solution.points.count,
      observations: solution.points.observedBy.length,
      reprojectionErrorPx: round(solution.reprojectionErrorPx),
      lens: rounded({ fx, k1, k2 }),
      ...(truth ? rounded(scoreCameras(solution.cameras, truth)) : {}),
      pairs: pairs.length,
      features: features.reduce((sum, { count }) => sum + count, 0),
      seconds: rounded(seconds),
      cpuSeconds: round((user + system) / 1e6),
      unplaced: solution.unplaced,
    }),
  )
}
