import type { RgbImage } from '../../../src-shared/photo.ts'
import { loadPhoto, toGray } from '../../photos/load-photo.ts'
import { serveTasks } from '../../threads/serve-tasks.ts'
import type { FeatureSet } from '../types.ts'
import type { DetectTask } from './detect-features.ts'
import { sift } from './sift.ts'

/** Photos up to this longer edge start at twice their resolution; larger ones have features enough without. */
const MAX_ENLARGED_EDGE = 1000

serveTasks<DetectTask, FeatureSet>(
  async ({ path, width, height, maxEdge, maxFeatures }) => {
    const image = await loadPhoto(path, { maxEdge })
    const enlarge = Math.max(image.width, image.height) <= MAX_ENLARGED_EDGE
    const { count, keypoints, descriptors } = sift(toGray(image), { maxFeatures, enlarge })
    const colors = sampleColors(image, keypoints, count)
    toFullSize(keypoints, width / image.width, height / image.height)
    return { width, height, count, keypoints, descriptors, colors }
  },
  ({ keypoints, descriptors, colors }) => [keypoints, descriptors, colors].map(({ buffer }) => buffer as ArrayBuffer),
)

function sampleColors({ width, height, data }: RgbImage, keypoints: Float32Array, count: number): Uint8Array {
  const colors = new Uint8Array(3 * count)
  for (let i = 0; i < count; i++) {
    const column = Math.min(width - 1, Math.max(0, Math.floor(keypoints[4 * i])))
    const row = Math.min(height - 1, Math.max(0, Math.floor(keypoints[4 * i + 1])))
    const pixel = 3 * (row * width + column)
    colors.set(data.subarray(pixel, pixel + 3), 3 * i)
  }
  return colors
}

/** With pixel centres at +0.5 resizing is a plain scaling of coordinates. */
function toFullSize(keypoints: Float32Array, sx: number, sy: number): void {
  for (let i = 0; i < keypoints.length; i += 4) {
    keypoints[i] *= sx
    keypoints[i + 1] *= sy
    keypoints[i + 2] *= Math.sqrt(sx * sy)
  }
}
