import type { WebSocket } from 'ws'
import { answerCall } from '../../src-shared/studio-api/answer-call.ts'
import type { HostMessage } from '../../src-shared/studio-api/host-message.ts'
import { createOutbox } from '../../src-shared/studio-api/outbox.ts'
import { STUDIO_CALLS } from '../../src-shared/studio-api/studio-calls.ts'
import { supersedingKey } from '../../src-shared/studio-api/studio-events.ts'
import type { StudioHost } from '../host/studio-host.ts'

/** Calls one client may have open; more wait in its own socket. */
const MAX_OPEN_CALLS = 64

/** Serves one client: greets it, answers its calls, and sends it events as fast as it takes them. */
export async function serveSocket(host: StudioHost, socket: WebSocket): Promise<void> {
  // Text is made when a message is posted, not when it is sent: state goes on changing meanwhile.
  const outbox = createOutbox<string>(
    (text) => new Promise((resolve, reject) => socket.send(text, (error) => (error ? reject(error) : resolve()))),
  )
  const post = (message: HostMessage, key: string | null) => outbox.post(JSON.stringify(message), key)
  let openCalls = 0
  socket.on('message', async (data, isBinary) => {
    if (++openCalls >= MAX_OPEN_CALLS) socket.pause()
    post(await answerCall(STUDIO_CALLS, host.handlers, isBinary ? undefined : parseJson(data.toString())), null)
    if (--openCalls < MAX_OPEN_CALLS) socket.resume()
  })
  // Too large or malformed frames: `ws` closes the connection by itself and says why.
  socket.on('error', () => {})
  const greeting = await host.greeting()
  if (socket.readyState !== socket.OPEN) return
  for (const event of greeting) post({ type: 'event', event }, null)
  socket.on(
    'close',
    host.onEvent((event) => post({ type: 'event', event }, supersedingKey(event))),
  )
}

/** What is no JSON is answered like any other message that cannot be read. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
