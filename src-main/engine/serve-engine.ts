import type { GpuTrainerSource } from '../../src-engine/training/gpu-trainer-source.ts'
import type { EngineEvent } from '../../src-shared/events.ts'
import { answerCall } from '../../src-shared/studio-api/answer-call.ts'
import { createOutbox } from '../../src-shared/studio-api/outbox.ts'
import { ENGINE_CALLS, type EngineMessage } from './engine-calls.ts'
import { createEngineHandlers } from './engine-handlers.ts'
import type { MessagePort } from './message-port.ts'

/** What replaces what was said before: a slow host gets the newest. */
const SNAPSHOTS: readonly EngineEvent['type'][] = ['progress', 'metrics', 'preview', 'scene']

/** Answers the host's calls until it goes; trains on the graphics device when the source gives one. */
export function serveEngine(port: MessagePort, gpu?: GpuTrainerSource): void {
  const outbox = createOutbox<EngineMessage>(port.send)
  const handlers = createEngineHandlers((runId: string, event: EngineEvent) => {
    outbox.post({ type: 'event', runId, event }, SNAPSHOTS.includes(event.type) ? event.type : null)
  }, gpu)
  port.onMessage(async (message) => outbox.post(await answerCall(ENGINE_CALLS, handlers, message), null))
  port.onClose(() => process.exit())
  outbox.post({ type: 'ready' }, null)
}
