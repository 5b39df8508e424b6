import { betweenSteps, type WorkOptions } from '../../../src-shared/progress.ts'
import type { CardOf } from '../cards/model-card.ts'
import type { Tensor } from '../cards/tensor-spec.ts'
import { imageTensor } from '../images/image-tensor.ts'
import { type CutOut, type Placement, placeObject } from '../images/place-object.ts'
import { checkFinite, floatsOf, unusable } from '../images/tensor-map.ts'
import type { Model, RunOptions } from '../sessions/inference.ts'
import { modelAxes } from './model-axes.ts'

/** A shape as its network remembers it. */
export interface ShapeCode {
  readonly codes: Tensor
  /** What the network was shown of the photo. */
  readonly placement: Placement
}

export interface ShapeSamples {
  /** The card's threshold less the density: negative inside the object, 0 on its surface, as marching cubes wants it. */
  readonly signed: Float32Array
  /** RGB, sRGB 0..1, three values a point. */
  readonly colours: Float32Array
}

/** The first half: a cut-out object into a code of its shape. Throws as `Model.run`. */
export async function encodeShape(model: Model<'shape'>, cutOut: CutOut, options: RunOptions = {}): Promise<ShapeCode> {
  const { card } = model
  const { image, placement } = placeObject(cutOut, card.backdrop, card.objectShare)
  const { codes } = await model.run('encode', { image: await imageTensor(image, card.image) }, options)
  checkFinite(card.title, floatsOf(codes))
  return { codes, placement }
}

/**
 * The second half: what is at points of the shape's cube. Points are x y z within -1..1, +Y up, the camera that took the
 * photo on +Z. They are asked some at a time, as many as the card says, so a run can be cancelled in between.
 * Throws as `Model.run`.
 */
export async function queryShape(
  model: Model<'shape'>,
  { codes }: ShapeCode,
  points: Float32Array,
  options: WorkOptions = {},
): Promise<ShapeSamples> {
  const { card } = model
  const count = points.length / 3
  const signed = new Float32Array(count)
  const colours = new Float32Array(points.length)
  const toModel = modelAxes(card.axes)
  for (let from = 0; from < count; from += card.pointsPerRun) {
    await betweenSteps(options)
    const some = Math.min(card.pointsPerRun, count - from)
    const data = toModel(points.subarray(3 * from, 3 * (from + some)), card.halfExtent)
    const answer = await model.run('query', { codes, points: { data, dims: [1, some, 3] } }, options)
    signed.set(signedOf(card, floatsOf(answer.density), some), from)
    colours.set(coloursOf(card, floatsOf(answer.colour), some), 3 * from)
    options.onProgress?.((from + some) / count, `${from + some} of ${count} points`)
  }
  return { signed, colours }
}

function signedOf(card: CardOf<'shape'>, density: Float32Array, count: number): Float32Array {
  if (density.length !== count) throw unusable(card.title, `it gave ${density.length} densities for ${count} points`)
  checkFinite(card.title, density)
  const linear = card.density === 'raw' ? density.map(Math.exp) : density
  if (linear.some((value) => value < 0)) throw unusable(card.title, 'it gave negative densities')
  return linear.map((value) => card.threshold - value)
}

function coloursOf(card: CardOf<'shape'>, colour: Float32Array, count: number): Float32Array {
  if (colour.length !== 3 * count)
    throw unusable(card.title, `it gave ${colour.length} values of colour for ${count} points`)
  checkFinite(card.title, colour)
  return colour.map((value) => (card.colour === 'raw' ? 1 / (1 + Math.exp(-value)) : Math.min(Math.max(value, 0), 1)))
}
