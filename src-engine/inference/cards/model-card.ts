import { z } from 'zod'
import type { ModelSlot } from '../../../src-shared/model-slots.ts'
import { licenceSchema, modelIdSchema } from '../../../src-shared/models.ts'
import { type GraphSpec, graphSchema } from './graph-spec.ts'
import { backdropSchema, imageInputSchema } from './image-input.ts'

/** The range of a network's picture: 0..1, -1..1 or 0..255. */
const rangeSchema = z.enum(['unit', 'signed', 'bytes'])

/** How much of the picture's side the object takes. */
const objectShareSchema = z.number().gt(0).max(1)

const common = {
  id: modelIdSchema,
  title: z.string().min(1).max(80),
  /** What it is good for, in a sentence or two. */
  about: z.string().max(400),
  licence: licenceSchema,
}

/** A photo in, the object's opacity out [1, 1, h, w] (or [1, h, w]), at any scale. */
const backgroundCard = z.strictObject({
  ...common,
  slot: z.literal('background'),
  image: imageInputSchema,
  /** `stretch`: its least value is 0 and its greatest 1. `sigmoid`: it gives logits. `unit`: 0..1 as it is. */
  matte: z.enum(['stretch', 'sigmoid', 'unit']),
  graphs: z.strictObject({ matte: graphSchema(['image'], ['matte']) }),
})

/** A picture in, inverse depth up to scale and shift out [1, h, w] or [1, 1, h, w], greater is nearer. */
const depthCard = z.strictObject({
  ...common,
  slot: z.literal('depth'),
  image: imageInputSchema,
  graphs: z.strictObject({ disparity: graphSchema(['image'], ['disparity']) }),
})

/** A cut-out object in, its sixteen views out [16, 3, s, s] or [1, 16, 3, s, s], azimuth 22.5 degrees apart, elevation 30. */
const viewsCard = z.strictObject({
  ...common,
  slot: z.literal('views'),
  image: imageInputSchema,
  backdrop: backdropSchema,
  objectShare: objectShareSchema,
  range: rangeSchema,
  graphs: z.strictObject({ views: graphSchema(['image'], ['views']) }),
})

/** A cut-out object in, a code of its shape out, of which density and colour are asked point by point. */
const shapeCard = z.strictObject({
  ...common,
  slot: z.literal('shape'),
  image: imageInputSchema,
  backdrop: backdropSchema,
  objectShare: objectShareSchema,
  /** Half the side of the cube that points are taken from, in the model's unit. */
  halfExtent: z.number().positive(),
  /** The surface lies where the density is this. */
  threshold: z.number(),
  /** What the graph gives: `raw` is a logarithm, or a colour before its sigmoid. */
  density: z.enum(['linear', 'raw']),
  colour: z.enum(['unit', 'raw']),
  /** Which of the model's axes point up, and from the object to the camera that took the photo. */
  axes: z.strictObject({ up: z.enum(['+y', '-y', '+z', '-z']), camera: z.enum(['+x', '-x', '+y', '-y', '+z', '-z']) }),
  /** Points of one run: what bounds its memory. */
  pointsPerRun: z.int().positive(),
  graphs: z.strictObject({
    encode: graphSchema(['image'], ['codes']),
    query: graphSchema(['codes', 'points'], ['density', 'colour']),
  }),
})

/** A picture in [n, 3, h, w], the same with more detail out, `scale` times as large. */
const enhanceCard = z.strictObject({
  ...common,
  slot: z.literal('enhance'),
  image: imageInputSchema,
  range: rangeSchema,
  scale: z.int().min(1).max(8),
  /** Large pictures go through in tiles of this many pixels that overlap by so many on each side. */
  tile: z.strictObject({ pixels: z.int().min(16), overlap: z.int().nonnegative() }),
  graphs: z.strictObject({ enhance: graphSchema(['image'], ['image']) }),
})

/** Two pictures of one size in, how different they look to a person out (one number, 0 for the same picture). */
const perceptualCard = z.strictObject({
  ...common,
  slot: z.literal('perceptual'),
  image: imageInputSchema,
  graphs: z.strictObject({ distance: graphSchema(['first', 'second'], ['distance']) }),
})

/** Keypoints with descriptors of one photo; and the matches of two photos' keypoints. */
const matchingCard = z.strictObject({
  ...common,
  slot: z.literal('matching'),
  image: imageInputSchema,
  graphs: z.strictObject({
    detect: graphSchema(['image'], ['descriptors', 'logits', 'reliability']),
    match: graphSchema(['keypoints0', 'keypoints1', 'descriptors0', 'descriptors1'], ['matches', 'scores']),
  }),
})

/** All that is known of a model: what it is for, where it is from, and how to talk to it. */
export const modelCardSchema = z.discriminatedUnion('slot', [
  backgroundCard,
  depthCard,
  viewsCard,
  shapeCard,
  enhanceCard,
  perceptualCard,
  matchingCard,
])
export type ModelCard = z.infer<typeof modelCardSchema>

/** The card of a model for that slot. */
export type CardOf<Slot extends ModelSlot> = Extract<ModelCard, { slot: Slot }>

/** The graphs of a card, by name. */
export function graphsOf(card: ModelCard): [name: string, graph: GraphSpec][] {
  return Object.entries(card.graphs)
}
