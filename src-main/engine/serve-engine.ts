import { answerCall } from '../../src-shared/studio-api/answer-call.ts'
import { createOutbox } from '../../src-shared/studio-api/outbox.ts'
import { ENGINE_CALLS, type EngineMessage } from './engine-calls.ts'
import { createEngineHandlers } from './engine-handlers.ts'
import type { MessagePort } from './message-port.ts'

/** Answers the host's calls until it goes. Progress, metrics and previews are snapshots: a slow host gets the newest. */
export function serveEngine(port: MessagePort): void {
  const outbox = createOutbox<EngineMessage>(port.send)
  const handlers = createEngineHandlers((runId, event) => {
    const isSnapshot = event.type === 'progress' || event.type === 'metrics' || event.type === 'preview'
    outbox.post({ type: 'event', runId, event }, isSnapshot ? event.type : null)
  })
  port.onMessage(async (message) => outbox.post(await answerCall(ENGINE_CALLS, handlers, message), null))
  port.onClose(() => process.exit())
  outbox.post({ type: 'ready' }, null)
}
