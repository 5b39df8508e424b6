import { z } from 'zod'

const triple = z.tuple([z.number(), z.number(), z.number()])
const positiveTriple = z.tuple([z.number().positive(), z.number().positive(), z.number().positive()])

/**
 * How a picture becomes a network's input [1, 3, height, width]: brought to the size, divided by `divideBy`, then
 * (value - mean) / std for each channel.
 */
export const imageInputSchema = z.strictObject({
  /**
   * `exact`: stretched to width x height. `shorter`: proportions kept, the shorter side as long as this, both sides
   * rounded to a multiple. `any`: as it is.
   */
  size: z.discriminatedUnion('fit', [
    z.strictObject({ fit: z.literal('exact'), width: z.int().positive(), height: z.int().positive() }),
    z.strictObject({ fit: z.literal('shorter'), pixels: z.int().positive(), multipleOf: z.int().positive() }),
    z.strictObject({ fit: z.literal('any') }),
  ]),
  channels: z.enum(['rgb', 'bgr']).default('rgb'),
  /** The value that becomes 1: 255, or the picture's own brightest value. */
  divideBy: z.union([z.literal(255), z.literal(1), z.literal('brightest')]).default(255),
  mean: triple.default([0, 0, 0]),
  std: positiveTriple.default([1, 1, 1]),
})
export type ImageInput = z.infer<typeof imageInputSchema>

/** What lies behind a cut-out object in a network's input: sRGB, 0 to 1. */
export const backdropSchema = z.tuple([z.number().min(0).max(1), z.number().min(0).max(1), z.number().min(0).max(1)])
