import { z } from 'zod'
import { asStudioError } from '../as-studio-error.ts'
import { StudioError } from '../errors.ts'
import { type CallTable, type HandlersOf, type Reply, requestSchema, toErrorMessage } from './call-table.ts'

/**
 * Answers one message of the other side, whatever it is: never throws. Input and output are checked against the table,
 * so neither side has to trust the other. `unknown_call` and `bad_arguments` come from here.
 */
export async function answerCall<Table extends CallTable>(
  table: Table,
  handlers: HandlersOf<Table>,
  message: unknown,
): Promise<Reply> {
  const request = requestSchema.safeParse(message)
  if (!request.success) return { type: 'error', id: idOf(message), error: toErrorMessage(malformed(request.error)) }
  const { id, call, input } = request.data
  try {
    if (!Object.hasOwn(table, call)) {
      throw new StudioError(
        'unknown_call',
        `There is no call "${call}".`,
        'Reload the studio: it may be of another version.',
      )
    }
    const parsed = table[call].input.safeParse(input)
    if (!parsed.success) throw malformed(parsed.error)
    const output = await (handlers as Readonly<Record<string, (input: unknown) => unknown>>)[call](parsed.data)
    return { type: 'reply', id, output: table[call].output.parse(output) }
  } catch (error) {
    return { type: 'error', id, error: toErrorMessage(asStudioError(error)) }
  }
}

function idOf(message: unknown): number | null {
  return z.object({ id: z.int() }).safeParse(message).data?.id ?? null
}

function malformed(error: z.ZodError): StudioError {
  return new StudioError(
    'bad_arguments',
    `The call cannot be read: ${z.prettifyError(error)}`,
    'Check what was entered.',
  )
}
