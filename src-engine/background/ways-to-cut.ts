import type { GrayImage, RgbImage } from '../../src-shared/photo.ts'
import type { WorkOptions } from '../../src-shared/progress.ts'
import { areaResize } from '../photos/area-resize.ts'
import { fillSpecks } from './fill-specks.ts'
import { grabCut } from './grab-cut.ts'
import { grabCutLabels, LABEL, labelsOfMatte } from './grab-cut-labels.ts'
import { largestObject } from './largest-object.ts'
import { softEdge } from './soft-edge.ts'
import { drawStrokes, type Stroke } from './strokes.ts'

/** Longer side of the copy that GrabCut works on, pixels; its time grows faster than their number. */
const CUT_EDGE = 512
/** On a restless background what is joined to the object by less than this share of the longer side is something else. */
const BRIDGE_SHARE = 0.012
/** On a plain one pieces this near to the object, as a share of the longer side, are parts of it. */
const GAP_SHARE = 0.03

/** The built-in way: GrabCut from what stands out, corrected by strokes. Gives alpha 0..1: width * height. */
export async function cutByGrabCut(
  image: RgbImage,
  strokes: readonly Stroke[],
  options: WorkOptions,
): Promise<Float32Array> {
  const small = shrunk(image)
  const { labels, restless } = grabCutLabels(small)
  return cutFromLabels(image, small, labels, strokes, restless, options)
}

/** A model's matte without specks, its largest object alone; strokes are worked in by GrabCut around what it is unsure of. */
export async function cutByModel(
  image: RgbImage,
  matte: GrayImage,
  strokes: readonly Stroke[],
  options: WorkOptions,
): Promise<Float32Array> {
  if (strokes.length > 0) return cutByCorrection(image, matte, strokes, options)
  const { width, height } = matte
  const data = fillSpecks(matte)
  const object = largestObject(
    Uint8Array.from(data, (value) => (value > 0.5 ? 1 : 0)),
    width,
    height,
  )
  // The soft rim of the object lies outside its mask.
  const rim = largestObject(
    Uint8Array.from(data, (value) => (value > RIM ? 1 : 0)),
    width,
    height,
    { wanted: object },
  )
  return data.map((value, i) => (rim[i] ? value : 0))
}

/** Less covered pixels than this are no rim. */
const RIM = 0.02

/** A picture that was cut out before keeps its alpha, unless strokes correct it. */
export async function cutByOwnMatte(
  image: RgbImage,
  matte: GrayImage,
  strokes: readonly Stroke[],
  options: WorkOptions,
): Promise<Float32Array> {
  return strokes.length > 0 ? cutByCorrection(image, matte, strokes, options) : matte.data
}

function cutByCorrection(image: RgbImage, matte: GrayImage, strokes: readonly Stroke[], options: WorkOptions) {
  const small = shrunk(image)
  const labels = labelsOfMatte(stretched(matte.data, matte.width, matte.height, small.width, small.height))
  return cutFromLabels(image, small, labels, strokes, false, options)
}

async function cutFromLabels(
  image: RgbImage,
  small: RgbImage,
  labels: Uint8Array,
  strokes: readonly Stroke[],
  restless: boolean,
  options: WorkOptions,
): Promise<Float32Array> {
  const { width, height } = small
  drawStrokes(labels, width, height, strokes)
  const wanted = new Uint8Array(labels.length).fill(LABEL.background)
  drawStrokes(wanted, width, height, strokes)
  const cut = await grabCut(small, labels, options)
  const share = (part: number) => Math.round(part * Math.max(width, height))
  const joints = restless ? { bridge: share(BRIDGE_SHARE) } : { gap: share(GAP_SHARE) }
  const object = largestObject(cut, width, height, { ...joints, wanted })
  const large = stretched(Float32Array.from(object), width, height, image.width, image.height)
  return softEdge(
    image,
    Uint8Array.from(large, (value) => (value > 0.5 ? 1 : 0)),
  )
}

function shrunk(image: RgbImage): RgbImage {
  const scale = Math.min(1, CUT_EDGE / Math.max(image.width, image.height))
  return areaResize(image, Math.max(1, Math.round(scale * image.width)), Math.max(1, Math.round(scale * image.height)))
}

/** Resamples bilinearly, edges held. */
function stretched(values: Float32Array, width: number, height: number, toWidth: number, toHeight: number) {
  const result = new Float32Array(toWidth * toHeight)
  for (let y = 0; y < toHeight; y++) {
    const v = Math.max(0, Math.min(height - 1, ((y + 0.5) / toHeight) * height - 0.5))
    const [y0, ty] = [Math.floor(v), v % 1]
    const y1 = Math.min(height - 1, y0 + 1)
    for (let x = 0; x < toWidth; x++) {
      const u = Math.max(0, Math.min(width - 1, ((x + 0.5) / toWidth) * width - 0.5))
      const [x0, tx] = [Math.floor(u), u % 1]
      const x1 = Math.min(width - 1, x0 + 1)
      const upper = values[y0 * width + x0] * (1 - tx) + values[y0 * width + x1] * tx
      const lower = values[y1 * width + x0] * (1 - tx) + values[y1 * width + x1] * tx
      result[y * toWidth + x] = upper * (1 - ty) + lower * ty
    }
  }
  return result
}
