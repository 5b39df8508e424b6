import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

interface VaseTruth {
  readonly fx: number
  readonly fy: number
  readonly cx: number
  readonly cy: number
  readonly frames: readonly { readonly file: string; readonly camera_to_world: readonly (readonly number[])[] }[]
}

/** Absolute path of a sample photo. */
export function vasePhoto(file: string): string {
  return fileURLToPath(new URL(`../../../resources/samples/vase/${file}`, import.meta.url))
}

/** The exact cameras the sample photos were rendered with (metres, z up; camera axes as in OpenCV). */
export function vaseTruth(): VaseTruth {
  return JSON.parse(readFileSync(new URL('./cameras.json', import.meta.url), 'utf8')) as VaseTruth
}

/** The true cameras as a `transforms.json`: metres, z up, camera axes as in OpenGL, no points. */
export function vaseTransforms() {
  const { fx, fy, cx, cy, frames } = vaseTruth()
  return {
    ...{ w: 800, h: 600, fl_x: fx, fl_y: fy, cx, cy },
    frames: frames.map(({ file, camera_to_world }) => ({
      file_path: file,
      transform_matrix: camera_to_world.map(([x, y, z, t]) => [x, -y, -z, t]),
    })),
  }
}

/** The true relative pose of two sample photos: x2 ~ R x1 + t with R 3x3 row-major, t in metres. */
export function trueRelativePose(truth: VaseTruth, a: string, b: string): { R: number[]; t: number[] } {
  const poseOf = (file: string) => {
    const frame = truth.frames.find((candidate) => candidate.file === file)
    if (!frame) throw new Error(`no truth for ${file}`)
    return frame.camera_to_world
  }
  const [A, B] = [poseOf(a), poseOf(b)]
  const axis = [0, 1, 2]
  // R = Rb' Ra with camera-to-world rotations; t = Rb' (Ca - Cb).
  const R = axis.flatMap((r) => axis.map((c) => axis.reduce((sum, k) => sum + B[k][r] * A[k][c], 0)))
  const t = axis.map((r) => axis.reduce((sum, k) => sum + B[k][r] * (A[k][3] - B[k][3]), 0))
  return { R, t }
}
