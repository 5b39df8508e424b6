import type { RgbImage } from '../../../src-shared/photo.ts'
import { imageTensor } from '../images/image-tensor.ts'
import { checkFinite, floatsOf, tensorMap } from '../images/tensor-map.ts'
import type { Model, RunOptions } from '../sessions/inference.ts'
import { type Heatmap, keypointHeatmap, peaksOf } from './keypoint-heatmap.ts'

/** Keypoints of a photo, the surest first. */
export interface LearnedKeypoints {
  /** x y in the photo's pixels, pixel centres at +0.5; two values a keypoint. */
  readonly positions: Float32Array
  /** `length` values a keypoint, of unit length. */
  readonly descriptors: Float32Array
  readonly length: number
  readonly scores: Float32Array
  /** The photo's size. */
  readonly width: number
  readonly height: number
}

/** More cost time in matching and add little: XFeat's own programs keep 4096 of photos nine times as large. */
const MAX_KEYPOINTS = 1024

/** Keypoints with XFeat-like descriptors: one cell of 8 x 8 pixels each. Throws as `Model.run`. */
export async function learnedKeypoints(
  model: Model<'matching'>,
  image: RgbImage,
  options: RunOptions = {},
): Promise<LearnedKeypoints> {
  const { card } = model
  const answer = await model.run('detect', { image: await imageTensor(image, card.image) }, options)
  const reliability = tensorMap(card.title, answer.reliability)
  const logits = floatsOf(answer.logits)
  const cells = floatsOf(answer.descriptors)
  checkFinite(card.title, logits)
  checkFinite(card.title, cells)
  const heatmap = keypointHeatmap(logits, reliability)
  const peaks = peaksOf(heatmap).slice(0, MAX_KEYPOINTS)
  const length = answer.descriptors.dims[1]
  const positions = new Float32Array(2 * peaks.length)
  const descriptors = new Float32Array(length * peaks.length)
  peaks.forEach(({ x, y }, i) => {
    positions[2 * i] = ((x + 0.5) * image.width) / heatmap.width
    positions[2 * i + 1] = ((y + 0.5) * image.height) / heatmap.height
    sampleCells(cells, heatmap, x, y, descriptors.subarray(i * length, (i + 1) * length))
  })
  const scores = Float32Array.from(peaks, ({ score }) => score)
  return { positions, descriptors, length, scores, width: image.width, height: image.height }
}

/** The descriptor at a pixel of the heatmap: bilinear between cell centres, of unit length. */
function sampleCells(
  cells: Float32Array,
  { width, height, cell }: Heatmap,
  x: number,
  y: number,
  out: Float32Array,
): void {
  const columns = width / cell
  const rows = height / cell
  const across = Math.min(Math.max((x + 0.5) / cell - 0.5, 0), columns - 1)
  const down = Math.min(Math.max((y + 0.5) / cell - 0.5, 0), rows - 1)
  const left = Math.floor(across)
  const top = Math.floor(down)
  const right = Math.min(left + 1, columns - 1)
  const bottom = Math.min(top + 1, rows - 1)
  const fx = across - left
  const fy = down - top
  let squared = 0
  for (let c = 0; c < out.length; c++) {
    const plane = c * columns * rows
    const above = cells[plane + top * columns + left] * (1 - fx) + cells[plane + top * columns + right] * fx
    const below = cells[plane + bottom * columns + left] * (1 - fx) + cells[plane + bottom * columns + right] * fx
    out[c] = above * (1 - fy) + below * fy
    squared += out[c] * out[c]
  }
  const scale = 1 / Math.max(Math.sqrt(squared), 1e-12)
  for (let c = 0; c < out.length; c++) out[c] *= scale
}
