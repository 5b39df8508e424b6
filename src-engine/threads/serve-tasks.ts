import { parentPort } from 'node:worker_threads'
import { packError } from './packed-error.ts'

/** The other end of a worker pool: answers each message with what `handle` returns or throws. */
export function serveTasks<Message, Reply>(
  handle: (message: Message) => Reply | Promise<Reply>,
  transferOf: (reply: Reply) => ArrayBuffer[] = () => [],
): void {
  const port = parentPort
  if (!port) throw new Error('serveTasks runs in a worker thread')
  port.on('message', async (message: Message) => {
    try {
      const value = await handle(message)
      port.postMessage({ value }, transferOf(value))
    } catch (error) {
      port.postMessage({ error: packError(error as Error) })
    }
  })
}
