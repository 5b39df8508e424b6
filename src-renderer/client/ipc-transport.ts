import { StudioError, throwIfCancelled } from '../../src-shared/errors.ts'
import { createCallClient } from '../../src-shared/studio-api/call-client.ts'
import { type Reply, replySchema } from '../../src-shared/studio-api/call-table.ts'
import { studioCommandSchema } from '../../src-shared/studio-api/commands.ts'
import { DESKTOP_FILE_CALLS, type DesktopBridge } from '../../src-shared/studio-api/desktop-bridge.ts'
import type { Transport } from './transport.ts'

/** The transport of the desktop app. Its connection lasts as long as the page: both end with the app. */
export function createIpcTransport(bridge: DesktopBridge): Transport {
  let receive: ((message: unknown) => void) | null = null
  return {
    open: (events) => {
      receive = events.onMessage
      bridge.open({
        message: events.onMessage,
        command: (message) => {
          const command = studioCommandSchema.safeParse(message)
          if (command.success) events.onCommand?.(command.data)
        },
      })
      events.onOpen()
    },
    send: (message) => {
      const id = (message as { id: number }).id
      bridge.call(message).then(
        (reply) => receive?.(reply),
        (cause: unknown) => receive?.(refused(id, cause)),
      )
    },
    issueHandles: async (files, signal) => {
      const handles: string[] = []
      for (const file of files) {
        throwIfCancelled(signal)
        handles.push(...(await issueHandles(bridge, file)))
      }
      return handles
    },
    startDragOut: (file) => {
      bridge.startDragOut(file)
      return true
    },
    close: () => {
      receive = null
    },
  }
}

/** The path is read by the bridge, not here: what is asked in its place says only which call it is. */
async function issueHandles(bridge: DesktopBridge, file: File): Promise<string[]> {
  const client = createCallClient(DESKTOP_FILE_CALLS, ({ id }) => {
    bridge.issueHandles(file).then(
      (reply) => client.settle({ ...replySchema.parse(reply), id }),
      (cause: unknown) => client.settle(refused(id, cause)),
    )
  })
  return (await client.calls.issueHandles({ path: file.name })).handles
}

/** The app itself refused the message: it comes from a page that is not the studio's. */
function refused(id: number, cause: unknown): Reply {
  const { code, message, hint } = new StudioError(
    'forbidden',
    cause instanceof Error ? cause.message : 'The app refused the call.',
    'Restart the app.',
  )
  return { type: 'error', id, error: { code, message, hint } }
}
