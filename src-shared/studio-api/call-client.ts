import { StudioError } from '../errors.ts'
import { type CallsOf, type CallTable, fromErrorMessage, type Reply, type Request } from './call-table.ts'

/** The calling end of a channel. */
export interface CallClient<Table extends CallTable> {
  readonly calls: CallsOf<Table>
  /** Hand every reply that arrives to this. */
  settle(reply: Reply): void
  /** The channel broke: nothing will be answered any more. */
  rejectAll(error: StudioError): void
}

interface Waiting {
  readonly call: string
  readonly resolve: (output: never) => void
  readonly reject: (error: Error) => void
}

/** Makes a function of each call of the table. `send` may throw; the call then rejects with what it threw. */
export function createCallClient<Table extends CallTable>(
  table: Table,
  send: (request: Request) => void,
): CallClient<Table> {
  const waiting = new Map<number, Waiting>()
  let nextId = 1
  const invoke = (call: string, input: unknown) =>
    new Promise((resolve, reject) => {
      const id = nextId++
      waiting.set(id, { call, resolve, reject })
      try {
        send({ id, call, input })
      } catch (error) {
        waiting.delete(id)
        reject(error)
      }
    })
  const settle = (reply: Reply) => {
    const found = reply.id === null ? undefined : waiting.get(reply.id)
    if (!found) return
    waiting.delete(reply.id as number)
    if (reply.type === 'error') return found.reject(fromErrorMessage(reply.error))
    const output = table[found.call].output.safeParse(reply.output)
    if (output.success) found.resolve(output.data as never)
    else found.reject(strange(found.call, output.error))
  }
  return {
    calls: Object.fromEntries(
      Object.keys(table).map((call) => [call, (input: unknown) => invoke(call, input)]),
    ) as CallsOf<Table>,
    settle,
    rejectAll: (error) => {
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    },
  }
}

function strange(call: string, cause: unknown): StudioError {
  return new StudioError('pipeline_error', `The answer to ${call} cannot be read.`, 'Reload the studio.', { cause })
}
