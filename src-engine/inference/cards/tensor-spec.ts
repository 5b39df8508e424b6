import { z } from 'zod'

/** What a graph's elements may be. Graphs that take or give half floats are to be converted with float32 ends. */
const TENSOR_TYPES = ['float32', 'int64'] as const
export type TensorType = (typeof TENSOR_TYPES)[number]

/**
 * A tensor as the card describes it. `name` null: published nowhere, so it is found by its place among the graph's
 * inputs or outputs. In `shape` a number is exact and a word stands for a size that is free.
 */
export const tensorSpecSchema = z.strictObject({
  name: z.string().min(1).nullable(),
  type: z.enum(TENSOR_TYPES).default('float32'),
  shape: z.array(z.union([z.int().positive(), z.string().min(1)])),
})
export type TensorSpec = z.infer<typeof tensorSpecSchema>

/** The values of a tensor, row-major. */
export interface Tensor {
  readonly data: Float32Array | BigInt64Array
  readonly dims: readonly number[]
}
