import { z } from 'zod'
import { tensorSpecSchema } from './tensor-spec.ts'

/** A published checksum, in lower-case hex. */
const hashSchema = z.discriminatedUnion('algorithm', [
  z.strictObject({ algorithm: z.literal('sha256'), hex: z.string().regex(/^[0-9a-f]{64}$/) }),
  z.strictObject({ algorithm: z.literal('md5'), hex: z.string().regex(/^[0-9a-f]{32}$/) }),
])

/** A file of weights. Null is what its publisher does not say; a file without `url` can only be added by hand. */
const modelFileSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.onnx$/),
  url: z.url({ protocol: /^https$/ }).nullable(),
  bytes: z.int().positive().nullable(),
  /** Where only a rounded size is published. */
  aboutBytes: z.int().positive().optional(),
  hash: hashSchema.nullable(),
})
export type ModelFile = z.infer<typeof modelFileSchema>

/** One ONNX graph of a model: its file, and its tensors by the part they play. Others that the graph has are not asked for. */
export function graphSchema<Input extends string, Output extends string>(
  inputs: readonly Input[],
  outputs: readonly Output[],
) {
  const named = <Name extends string>(names: readonly Name[]) =>
    z.strictObject(
      Object.fromEntries(names.map((name) => [name, tensorSpecSchema])) as Record<Name, typeof tensorSpecSchema>,
    )
  return z.strictObject({ file: modelFileSchema, inputs: named(inputs), outputs: named(outputs) })
}

/** A graph whatever its parts are called. */
export interface GraphSpec {
  readonly file: ModelFile
  readonly inputs: Readonly<Record<string, z.infer<typeof tensorSpecSchema>>>
  readonly outputs: Readonly<Record<string, z.infer<typeof tensorSpecSchema>>>
}
