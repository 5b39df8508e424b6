import { readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { multiply3, orthonormalizeRotation, rotationAngle, transpose3 } from '../../src-engine/math/rotation.ts'
import { symmetricEigen } from '../../src-engine/math/symmetric-eigen.ts'
import type { Camera } from '../../src-shared/camera.ts'

/** A camera's orientation (world to camera, 3x3 row-major) and centre in the world. */
export interface CameraPose {
  readonly rotation: Float64Array
  readonly centre: readonly number[]
}

export interface CameraScore {
  readonly compared: number
  readonly of: number
  readonly rotationDeg: number
  readonly rotationMaxDeg: number
  /** Root mean square distance of the centres after alignment, percent of the largest distance between two of them. */
  readonly centreRmsePct: number
}

/** Camera poses by file name without its ending, from a ground-truth `cameras.json` (camera_to_world, OpenCV axes). */
export async function readTrueCameras(path: string): Promise<Map<string, CameraPose>> {
  const { frames } = JSON.parse(await readFile(path, 'utf8')) as {
    frames: { file: string; camera_to_world: number[][] }[]
  }
  return new Map(
    frames.map(({ file, camera_to_world: m }) => {
      const rotation = Float64Array.from([0, 1, 2].flatMap((c) => [0, 1, 2].map((r) => m[r][c])))
      return [stem(file), { rotation, centre: [m[0][3], m[1][3], m[2][3]] }]
    }),
  )
}

export function poseOf({ worldToCamera: m }: Camera): CameraPose {
  const rotation = Float64Array.of(m[0], m[1], m[2], m[4], m[5], m[6], m[8], m[9], m[10])
  const centre = [0, 1, 2].map((k) => -(m[k] * m[3] + m[4 + k] * m[7] + m[8 + k] * m[11]))
  return { rotation, centre }
}

/**
 * Compares cameras with the truth: rotation errors after the one rotation that aligns the orientations best, centre
 * errors after the best similarity of the centres (S. Umeyama, PAMI 1991).
 */
export function scoreCameras(cameras: readonly Camera[], truth: ReadonlyMap<string, CameraPose>): CameraScore {
  const pairs = cameras.flatMap((camera) => {
    const real = truth.get(stem(camera.file))
    return real ? [{ found: poseOf(camera), real }] : []
  })
  const summed = new Float64Array(9)
  for (const { found, real } of pairs) {
    const relative = multiply3(transpose3(real.rotation), found.rotation, new Float64Array(9))
    for (let k = 0; k < 9; k++) summed[k] += relative[k]
  }
  const toTruth = nearestRotation(summed)
  const angles = pairs.map(({ found, real }) => {
    const turned = multiply3(found.rotation, transpose3(toTruth), new Float64Array(9))
    return (rotationAngle(multiply3(turned, transpose3(real.rotation), new Float64Array(9))) * 180) / Math.PI
  })
  const errors = centreErrors(
    pairs.map(({ found }) => found.centre),
    pairs.map(({ real }) => real.centre),
  )
  let extent = 0
  for (const { real: a } of pairs)
    for (const { real: b } of pairs) extent = Math.max(extent, distance(a.centre, b.centre))
  return {
    compared: pairs.length,
    of: truth.size,
    rotationDeg: mean(angles),
    rotationMaxDeg: Math.max(...angles),
    centreRmsePct: (100 * Math.sqrt(mean(errors.map((e) => e * e)))) / extent,
  }
}

function stem(file: string): string {
  return basename(file, extname(file))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

function centreErrors(from: readonly (readonly number[])[], to: readonly (readonly number[])[]): number[] {
  const move = alignPoints(from, to)
  return from.map((p, i) => distance(move(p), to[i]))
}

/** The similarity that carries the points `from` nearest to `to`, least squares (Umeyama), as a function. */
export function alignPoints(
  from: readonly (readonly number[])[],
  to: readonly (readonly number[])[],
): (point: readonly number[]) => number[] {
  const centroid = (points: readonly (readonly number[])[]) => [0, 1, 2].map((k) => mean(points.map((p) => p[k])))
  const a = centroid(from)
  const b = centroid(to)
  const covariance = new Float64Array(9)
  let spread = 0
  from.forEach((p, i) => {
    for (let r = 0; r < 3; r++) {
      spread += (p[r] - a[r]) ** 2
      for (let c = 0; c < 3; c++) covariance[3 * r + c] += (to[i][r] - b[r]) * (p[c] - a[c])
    }
  })
  const rotation = nearestRotation(covariance)
  let trace = 0
  for (let k = 0; k < 9; k++) trace += rotation[k] * covariance[k]
  const scale = trace / spread
  return (p) =>
    [0, 1, 2].map((r) => b[r] + scale * [0, 1, 2].reduce((sum, c) => sum + rotation[3 * r + c] * (p[c] - a[c]), 0))
}

/** The rotation R with the largest trace(R^T m): Horn's quaternion method. */
function nearestRotation(m: Float64Array): Float64Array {
  const q = Float64Array.of(
    ...[m[0] + m[4] + m[8], m[7] - m[5], m[2] - m[6], m[3] - m[1]],
    ...[m[7] - m[5], m[0] - m[4] - m[8], m[1] + m[3], m[2] + m[6]],
    ...[m[2] - m[6], m[1] + m[3], m[4] - m[0] - m[8], m[5] + m[7]],
    ...[m[3] - m[1], m[2] + m[6], m[5] + m[7], m[8] - m[0] - m[4]],
  )
  const vectors = new Float64Array(16)
  symmetricEigen(q, 4, new Float64Array(4), vectors)
  const [w, x, y, z] = vectors.subarray(12)
  const rotation = Float64Array.of(
    ...[1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
    ...[2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
    ...[2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
  )
  orthonormalizeRotation(rotation)
  return rotation
}
