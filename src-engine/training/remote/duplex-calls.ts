import type { StudioError } from '../../../src-shared/errors.ts'
import { answerCall } from '../../../src-shared/studio-api/answer-call.ts'
import { createCallClient } from '../../../src-shared/studio-api/call-client.ts'
import {
  type CallsOf,
  type CallTable,
  type HandlersOf,
  replySchema,
} from '../../../src-shared/studio-api/call-table.ts'
import type { RemotePort } from './remote-port.ts'

/**
 * Joins both ends of a channel by calls: makes a function of each call that the other side offers, and answers those that
 * this side offers. All that comes is checked against the tables. When the channel ends, calls reject with `lost`.
 */
export function duplexCalls<Theirs extends CallTable, Mine extends CallTable>(
  port: RemotePort,
  theirs: Theirs,
  mine: Mine,
  handlers: HandlersOf<Mine>,
  lost: () => StudioError,
): CallsOf<Theirs> {
  let open = true
  const client = createCallClient(theirs, (request) => {
    if (!open) throw lost()
    port.post(request)
  })
  port.onClose(() => {
    open = false
    client.rejectAll(lost())
  })
  port.onMessage(async (message) => {
    const reply = replySchema.safeParse(message)
    if (reply.success) return client.settle(reply.data)
    const answer = await answerCall(mine, handlers, message)
    if (open) port.post(answer)
  })
  return client.calls
}
