import { z } from 'zod'

const vector = z.tuple([z.number(), z.number(), z.number()])
/** Quaternion w x y z, unit to within the rounding of whoever made it. */
const rotation = z
  .tuple([z.number(), z.number(), z.number(), z.number()])
  .refine((q) => Math.abs(Math.hypot(...q) - 1) < 1e-3, 'A rotation is a quaternion of length one')
/** Far beyond any use, and far from where 32-bit floats give out. */
const size = z.number().min(1e-9).max(1e9)

/** A closed region of the world (the frame the splats were trained in, before any transform). */
const volumeSchema = z.discriminatedUnion('kind', [
  /** Half sizes along the box's own axes; `rotation` turns its axes into the world. */
  z.object({ kind: z.literal('box'), centre: vector, half: z.tuple([size, size, size]), rotation }),
  z.object({ kind: z.literal('sphere'), centre: vector, radius: size }),
])
export type Volume = z.infer<typeof volumeSchema>

/** x' = scale * R x + translation, of the whole model. */
const transformSchema = z.object({ translation: vector, rotation, scale: size })
export type Transform = z.infer<typeof transformSchema>

export const NO_TRANSFORM: Transform = { translation: [0, 0, 0], rotation: [1, 0, 0, 0], scale: 1 }

/** Sets of splats are texts of `encodeIndexSet`. A million splats are at most 170 kB. */
const indexSet = z.string().max(900_000)

/**
 * One edit of the trained splats. They lie on one queue with a cursor: undo moves it back, redo forth, and a new edit
 * cuts off what lies behind it. The splats themselves are never changed; what counts is the state all edits before the
 * cursor lead to.
 */
export const editOperationSchema = z.discriminatedUnion('type', [
  /** The selection becomes this set. */
  z.object({ type: z.literal('select'), splats: indexSet }),
  /** These splats are gone; `label` says in a word or two how they were chosen. The selection becomes empty. */
  z.object({ type: z.literal('delete'), splats: indexSet, label: z.string().max(60) }),
  /** Only what lies within the volume is left. Null: nothing is cropped any more. */
  z.object({ type: z.literal('crop'), volume: volumeSchema.nullable() }),
  /** The model's transform becomes this. */
  z.object({ type: z.literal('transform'), transform: transformSchema }),
])
export type EditOperation = z.infer<typeof editOperationSchema>

/** The queue as a host keeps it. `cloud` names the splats it is about: edits of other splats mean nothing here. */
export const editQueueSchema = z.object({
  cloud: z.string().max(80),
  operations: z.array(editOperationSchema),
  /** How many of the operations count. */
  cursor: z.int().nonnegative(),
  /** Counts every change, so that a window can tell whether it has seen the latest. */
  revision: z.int().nonnegative().default(0),
})
export type EditQueue = z.infer<typeof editQueueSchema>
