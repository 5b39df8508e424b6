import { StudioError } from '../../src-shared/errors.ts'
import { errorMessageSchema, fromErrorMessage } from '../../src-shared/studio-api/call-table.ts'
import { type Transport, type TransportEvents, uploadCancelled } from './transport.ts'

export interface WebTransportOptions {
  /** The studio's page, e.g. `http://127.0.0.1:4242/`. */
  readonly address: string
  readonly openSocket?: (address: string) => WebSocket
  readonly fetch?: typeof fetch
}

/** A lost connection is tried again after this, each time twice as long, up to the longest pause. */
const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 5000

/** The transport of a browser: a WebSocket for calls and events, HTTP for uploads. */
export function createWebTransport(options: WebTransportOptions): Transport {
  const openSocket = options.openSocket ?? ((address) => new WebSocket(address))
  const request = options.fetch ?? fetch
  const socketAddress = new URL('socket', options.address)
  socketAddress.protocol = socketAddress.protocol === 'https:' ? 'wss:' : 'ws:'
  let socket: WebSocket | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  let pause = FIRST_PAUSE_MS
  let closed = false

  const connect = (events: TransportEvents) => {
    const opened = openSocket(socketAddress.href)
    opened.addEventListener('open', () => {
      socket = opened
      pause = FIRST_PAUSE_MS
      events.onOpen()
    })
    opened.addEventListener('message', ({ data }) => {
      if (socket === opened && typeof data === 'string') events.onMessage(JSON.parse(data))
    })
    // An attempt that fails ends in `close` as well; without a listener some sockets throw.
    opened.addEventListener('error', () => {})
    opened.addEventListener('close', () => {
      const wasOpen = socket === opened
      if (wasOpen) socket = null
      if (closed) return
      if (wasOpen) events.onLost()
      retry = setTimeout(() => connect(events), pause)
      pause = Math.min(2 * pause, LONGEST_PAUSE_MS)
    })
  }
  return {
    open: connect,
    send: (message) => {
      if (!socket) throw connectionLost()
      socket.send(JSON.stringify(message))
    },
    issueHandles: async (files, signal) => {
      const handles: string[] = []
      for (const file of files) {
        const address = new URL('uploads', options.address)
        address.searchParams.set('name', file.name)
        const response = await request(address, { method: 'POST', body: file, signal }).catch((cause: unknown) => {
          throw signal?.aborted ? uploadCancelled() : connectionLost(cause)
        })
        const answer: unknown = await response.json()
        if (!response.ok) throw fromErrorMessage(errorMessageSchema.parse(answer))
        handles.push((answer as { handle: string }).handle)
      }
      return handles
    },
    startDragOut: () => false,
    close: () => {
      closed = true
      clearTimeout(retry)
      socket?.close()
    },
  }
}

export function connectionLost(cause?: unknown): StudioError {
  return new StudioError(
    'connection_lost',
    'The studio has lost its host.',
    'It connects again by itself; if it does not, start "glimpse3d serve" again and open its link.',
    { cause },
  )
}
