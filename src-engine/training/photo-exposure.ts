import type { Camera } from '../../src-shared/camera.ts'
import { betweenSteps, type WorkOptions } from '../../src-shared/progress.ts'
import type { SparsePoints } from '../cameras/types.ts'
import { readPhoto } from './photo-levels.ts'
import type { TrainingPhoto, TrainingView } from './trainer.ts'

/** How many times brighter than the others a photo is: red, green, blue. */
export type Exposure = readonly [number, number, number]

/** Values nearer to black or white than this are noise or cut off, and say nothing about a factor. */
const DARKEST = 12
const BRIGHTEST = 243
/** Points that a photo must share with others before its factor is believed. */
const FEWEST_POINTS = 20
/** Times that points and photos are solved in turn: ten more change no factor of the scenes measured by 0.1 %. */
const ROUNDS = 10
/** Every factor is this much nearer to 1 than it was found: gloss alone gives photos of one exposure 1 % more or less. */
const PULL = 0.01

/**
 * The exposure of each photo, from the points that several of them show: the logarithm of a value is that of the point's
 * colour plus that of the photo's factor. Solved by medians in turn, so that gloss and wrong points do not count. What all
 * photos have in common cannot be known: the median of the factors is 1. A photo with few points has 1.
 * `points` tells which of `cameras` sees what; photos are found among them by their file.
 */
export async function photoExposures(
  photos: readonly (TrainingView | TrainingPhoto)[],
  points: SparsePoints,
  cameras: readonly Camera[],
  work: WorkOptions = {},
): Promise<Exposure[]> {
  const seenBy = pointsByCamera(points, cameras)
  const samples: Sample[][] = [[], [], []]
  for (const [photo, view] of photos.entries()) {
    await betweenSteps(work)
    const { data, width, height } = await readPhoto(view)
    for (const point of seenBy.get(view.camera.file) ?? []) {
      const at = pixelOf(view.camera, points.positions, point)
      if (!at || at.u < 1 || at.v < 1 || at.u >= width - 1 || at.v >= height - 1) continue
      for (let channel = 0; channel < 3; channel++) {
        const value = meanAround(data, width, at.u, at.v, channel)
        if (value !== null) samples[channel].push({ point, photo, log: Math.log(value) })
      }
    }
  }
  const [red, green, blue] = samples.map((some) => solveFactors(some, photos.length, points.count))
  return photos.map((_, i) => [red[i], green[i], blue[i]])
}

/** The photo as the others' exposure would have taken it. What was cut off at white stays unknown. */
export function withExposureUndone(photo: TrainingPhoto, exposure: Exposure): TrainingPhoto {
  if (exposure.every((factor) => factor === 1)) return photo
  const tables = exposure.map((factor) => Uint8Array.from({ length: 256 }, (_, v) => Math.min(255, v / factor + 0.5)))
  return {
    camera: photo.camera,
    read: async (halvings, into) => {
      await photo.read(halvings, into)
      for (let i = 0; i < into.length; i++) into[i] = tables[i % 3][into[i]]
    },
  }
}

interface Sample {
  readonly point: number
  readonly photo: number
  readonly log: number
}

function pointsByCamera({ count, trackStarts, observedBy }: SparsePoints, cameras: readonly Camera[]) {
  const seen = new Map<string, number[]>(cameras.map(({ file }) => [file, []]))
  for (let point = 0; point < count; point++) {
    for (let o = trackStarts[point]; o < trackStarts[point + 1]; o++) seen.get(cameras[observedBy[o]].file)?.push(point)
  }
  return seen
}

function solveFactors(samples: readonly Sample[], photos: number, points: number): number[] {
  const byPoint = groups(samples, points, ({ point }) => point).filter((group) => group.length > 1)
  const byPhoto = groups(byPoint.flat(), photos, ({ photo }) => photo)
  const logs = new Float64Array(photos)
  const colors = new Float64Array(points)
  for (let round = 0; round < ROUNDS; round++) {
    for (const group of byPoint) colors[group[0].point] = median(group.map(({ photo, log }) => log - logs[photo]))
    const believed = byPhoto.flatMap((group, photo) => (group.length < FEWEST_POINTS ? [] : [{ group, photo }]))
    for (const { group, photo } of believed) logs[photo] = median(group.map(({ point, log }) => log - colors[point]))
    if (believed.length === 0) break
    const middle = median(believed.map(({ photo }) => logs[photo]))
    for (const { photo } of believed) logs[photo] -= middle
  }
  return Array.from(logs, (log) => Math.exp(Math.sign(log) * Math.max(0, Math.abs(log) - PULL)))
}

function groups(samples: readonly Sample[], count: number, key: (sample: Sample) => number): Sample[][] {
  const result: Sample[][] = Array.from({ length: count }, () => [])
  for (const sample of samples) result[key(sample)].push(sample)
  return result
}

function median(values: number[]): number {
  values.sort((a, b) => a - b)
  const half = values.length >> 1
  return values.length % 2 === 1 ? values[half] : (values[half - 1] + values[half]) / 2
}

/** Indices of the pixel that shows a point, in or out of the photo; null behind the camera. */
function pixelOf({ worldToCamera: m, fx, fy, cx, cy }: Camera, positions: Float64Array, point: number) {
  const [x, y, z] = positions.subarray(3 * point, 3 * point + 3)
  const depth = m[8] * x + m[9] * y + m[10] * z + m[11]
  if (!(depth > 0)) return null
  const u = Math.floor((fx * (m[0] * x + m[1] * y + m[2] * z + m[3])) / depth + cx)
  const v = Math.floor((fy * (m[4] * x + m[5] * y + m[6] * z + m[7])) / depth + cy)
  return { u, v }
}

/** Mean of the 3 x 3 pixels around one, which takes out what a point's place is wrong by; null where one says nothing. */
function meanAround(data: Uint8Array, width: number, u: number, v: number, channel: number): number | null {
  let sum = 0
  for (let y = v - 1; y <= v + 1; y++) {
    for (let x = u - 1; x <= u + 1; x++) {
      const value = data[3 * (y * width + x) + channel]
      if (value < DARKEST || value > BRIGHTEST) return null
      sum += value
    }
  }
  return sum / 9
}
