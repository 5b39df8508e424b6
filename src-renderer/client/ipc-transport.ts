import { StudioError } from '../../src-shared/errors.ts'
import { fromErrorMessage, type Reply, replySchema, toErrorMessage } from '../../src-shared/studio-api/call-table.ts'
import { studioCommandSchema } from '../../src-shared/studio-api/commands.ts'
import type { DesktopBridge } from '../../src-shared/studio-api/desktop-bridge.ts'
import { DESKTOP_FILE_CALLS } from '../../src-shared/studio-api/desktop-files.ts'
import { type Transport, uploadCancelled } from './transport.ts'

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
        if (signal?.aborted) throw uploadCancelled()
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

/** Handles for one file; the bridge alone learns its path. */
async function issueHandles(bridge: DesktopBridge, file: File): Promise<string[]> {
  const reply = replySchema.parse(await bridge.issueHandles(file))
  if (reply.type === 'error') throw fromErrorMessage(reply.error)
  return DESKTOP_FILE_CALLS.issueHandles.output.parse(reply.output).handles
}

/** The app itself refused the message: it comes from a page that is not the studio's. */
function refused(id: number, cause: unknown): Reply {
  const message = cause instanceof Error ? cause.message : 'The app refused the call.'
  return { type: 'error', id, error: toErrorMessage(new StudioError('forbidden', message, 'Restart the app.')) }
}
