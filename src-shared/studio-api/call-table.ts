import { z } from 'zod'
import { STUDIO_ERROR_CODES, StudioError } from '../errors.ts'

/** The calls one side of a channel offers the other: what each takes and what it gives. */
export type CallTable = Readonly<Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>>

/** The table as its caller sees it. Every call rejects with a `StudioError`. */
export type CallsOf<Table extends CallTable> = {
  readonly [Name in keyof Table]: (input: z.input<Table[Name]['input']>) => Promise<z.output<Table[Name]['output']>>
}

/** The table as the side that answers fills it. */
export type HandlersOf<Table extends CallTable> = {
  readonly [Name in keyof Table]: (
    input: z.output<Table[Name]['input']>,
  ) => Promise<z.output<Table[Name]['output']>> | z.output<Table[Name]['output']>
}

export const errorMessageSchema = z.object({ code: z.enum(STUDIO_ERROR_CODES), message: z.string(), hint: z.string() })
export type ErrorMessage = z.infer<typeof errorMessageSchema>

/** A call on its way; `id` is the caller's own count. */
export const requestSchema = z.strictObject({ id: z.int(), call: z.string().max(64), input: z.unknown() })
export type Request = z.infer<typeof requestSchema>

/** The answer to the request of that id; null where the request could not be read. */
export const replySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('reply'), id: z.int(), output: z.unknown() }),
  z.object({ type: z.literal('error'), id: z.int().nullable(), error: errorMessageSchema }),
])
export type Reply = z.infer<typeof replySchema>

export function toErrorMessage({ code, message, hint }: StudioError): ErrorMessage {
  return { code, message, hint }
}

export function fromErrorMessage({ code, message, hint }: ErrorMessage): StudioError {
  return new StudioError(code, message, hint)
}
