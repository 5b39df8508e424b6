import { z } from 'zod'

/** Numbers of all strokes together: an hour of painting, and far below what a message may hold. */
const MOST_NUMBERS = 60_000

/** One stroke of a person's brush over a photo, to say what belongs to the object. */
const strokeSchema = z.strictObject({
  kind: z.enum(['object', 'background']),
  /** x y of its points as shares of the photo's width and height, 0..1 from the top left, a little beyond at most: 2N. */
  points: z
    .array(z.number().min(-0.5).max(1.5))
    .min(2)
    .refine(({ length }) => length % 2 === 0, 'Points have two coordinates each'),
  /** Half its width as a share of the photo's longer side. */
  radius: z.number().positive().max(0.25),
})
export type Stroke = z.infer<typeof strokeSchema>

/** In the order they were painted: later ones count over earlier ones. */
export const strokesSchema = z
  .array(strokeSchema)
  .max(1000)
  .refine(
    (strokes) => strokes.reduce((sum, { points }) => sum + points.length, 0) <= MOST_NUMBERS,
    'There are too many strokes: remove some, or paint with a larger brush',
  )

/** What a person has corrected of the object cut out of a photo. */
export const correctionsSchema = z.object({ photoId: z.string(), strokes: strokesSchema })
