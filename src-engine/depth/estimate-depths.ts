import type { GrayImage, RgbImage } from '../../src-shared/photo.ts'
import type { WorkOptions } from '../../src-shared/progress.ts'
import { betweenLongSteps } from '../threads/between-long-steps.ts'
import { alignDisparity } from './align-disparity.ts'
import type { FloatMap } from './npy.ts'

/** A view with the depth that its geometry (a shape or splats) has in it. */
export interface ViewGeometry {
  /** Over white. */
  readonly image: RgbImage
  /** How much of each pixel is the object, 0..1: width * height. */
  readonly alpha: Float32Array
  /** Along the camera's z axis, world units, 0 where there is none: width * height. */
  readonly depth: Float32Array
}

/** The depth of one view, and what is kept of it. */
export interface ViewDepth extends FloatMap {
  /** How far each pixel's depth is to be believed, 0..1: width * height. */
  readonly confidence: Float32Array
  /** A model's, aligned to the geometry, or the geometry's own. */
  readonly source: 'model' | 'geometry'
  /** Over the object, world units along z. */
  readonly minDepth: number
  readonly maxDepth: number
  readonly meanDepth: number
  /** Mean of the confidence over the object, 0..1. */
  readonly confidenceScore: number
}

export interface EstimateDepthsOptions extends WorkOptions {
  /** A `depth` model: picture in, relative disparity of its size out, greater is nearer. */
  readonly disparity?: (image: RgbImage, options: WorkOptions) => Promise<GrayImage>
}

/** Pixels less covered than this have no depth of their own. */
const INSIDE = 0.5
/** A model's depth this far from the geometry's, as a share of the object's depth, is believed half as much. */
const HALF_BELIEVED = 0.1
/** A model may reach so many times the object's own depth before and behind it. */
const REACH = 0.5

/**
 * The depth of each view: the model's disparity, brought to the geometry's scale, or without a model the geometry's own.
 * A view whose disparity fits the geometry nowhere keeps the geometry's.
 *
 * @throws StudioError `cancelled`, and whatever the model throws.
 */
export async function estimateDepths(
  views: readonly ViewGeometry[],
  { disparity, ...work }: EstimateDepthsOptions = {},
): Promise<ViewDepth[]> {
  const depths: ViewDepth[] = []
  for (const view of views) {
    await betweenLongSteps(work)
    const relative = await disparity?.(view.image, { signal: work.signal, pause: work.pause })
    depths.push((relative && fromModel(view, relative.data)) ?? fromGeometry(view))
    work.onProgress?.(depths.length / views.length, `depth of view ${depths.length} of ${views.length}`)
  }
  return depths
}

function fromGeometry(view: ViewGeometry): ViewDepth {
  const data = view.depth.map((value, i) => (view.alpha[i] > INSIDE ? value : 0))
  return described(view, data, 'geometry')
}

function fromModel(view: ViewGeometry, disparity: Float32Array): ViewDepth | null {
  const { alpha, depth } = view
  const weights = alpha.map((value) => (value > INSIDE ? value : 0))
  const fit = alignDisparity(disparity, depth, weights)
  if (!fit) return null
  const { minDepth, maxDepth } = fromGeometry(view)
  const range = maxDepth - minDepth
  const nearest = Math.max(minDepth / 2, minDepth - REACH * range)
  const farthest = maxDepth + REACH * range
  const data = disparity.map((value, i) => {
    if (weights[i] === 0) return 0
    const inverse = Math.max(1 / farthest, fit.scale * value + fit.shift)
    return Math.max(nearest, 1 / inverse)
  })
  return described(view, data, 'model')
}

/**
 * How far each depth of a view is to be believed, 0..1: that of the geometry as far as the object covers the pixel, a model's
 * the less the farther it is from the geometry's.
 */
export function depthConfidence(
  { alpha, depth }: Pick<ViewGeometry, 'alpha' | 'depth'>,
  data: Float32Array,
  source: ViewDepth['source'],
): Float32Array {
  if (source === 'geometry') return alpha.map((value, i) => (data[i] > 0 ? value : 0))
  const known = depth.filter((value, i) => value > 0 && alpha[i] > INSIDE)
  const range = known.reduce((a, b) => Math.max(a, b), 0) - known.reduce((a, b) => Math.min(a, b), known[0] ?? 0)
  return alpha.map((value, i) => {
    if (value <= INSIDE) return 0
    const error = depth[i] > 0 ? Math.abs(data[i] - depth[i]) / (range || 1) : HALF_BELIEVED
    return value / (1 + (error / HALF_BELIEVED) ** 2)
  })
}

function described(view: ViewGeometry, data: Float32Array, source: ViewDepth['source']): ViewDepth {
  const { width, height } = view.image
  const confidence = depthConfidence(view, data, source)
  let [least, most, sum, belief, count] = [Number.POSITIVE_INFINITY, 0, 0, 0, 0]
  for (let i = 0; i < data.length; i++) {
    if (data[i] <= 0) continue
    least = Math.min(least, data[i])
    most = Math.max(most, data[i])
    sum += data[i]
    belief += confidence[i]
    count++
  }
  const stats =
    count === 0
      ? { minDepth: 0, maxDepth: 0, meanDepth: 0, confidenceScore: 0 }
      : { minDepth: least, maxDepth: most, meanDepth: sum / count, confidenceScore: belief / count }
  return { width, height, data, confidence, source, ...stats }
}
