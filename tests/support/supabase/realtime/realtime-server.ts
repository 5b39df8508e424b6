import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { PGlite } from '@electric-sql/pglite'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Caller } from '../database.ts'
import { type Access, TokenError } from '../http/access.ts'
import type { FaultsOfServer } from '../http/faults.ts'
import type { RequestLogOfServer } from '../http/request-log.ts'
import { type Change, followChanges } from './changes.ts'
import { type Binding, changeFor, joinSchema } from './channels.ts'

interface Channel {
  readonly socket: WebSocket
  readonly topic: string
  readonly bindings: readonly Binding[]
  token: string
}

type Message = readonly [joinRef: string | null, ref: string | null, topic: string, event: string, payload: unknown]

/** Realtime's part: changes of rows over Phoenix channels (protocol 2.0.0), told to those whom the policies let see them. */
export async function createRealtime(
  database: PGlite,
  access: Access,
  faults: FaultsOfServer,
  log: RequestLogOfServer,
) {
  const sockets = new WebSocketServer({ noServer: true })
  let channels: Channel[] = []
  let bindingId = 0

  const tables = await followChanges(database, async (change) => {
    for (const channel of channels) await tell(channel, change)
  })

  const tell = async (channel: Channel, change: Change) => {
    const table = tables.find(({ name }) => name === change.table)
    const caller = callerOf(channel)
    if (!table || !caller) return
    const payload = await changeFor(database, caller, channel.bindings, change, table)
    if (payload) send(channel.socket, [null, null, channel.topic, 'postgres_changes', payload])
  }
  /** Null, and the channel is closed, where its token is no longer good. */
  const callerOf = (channel: Channel): Caller | null => {
    try {
      return access.callerOfToken(channel.token, 0)
    } catch {
      const { socket, topic } = channel
      const message = 'Access token has expired'
      send(socket, [null, null, topic, 'system', { extension: 'system', status: 'error', message, channel: topic }])
      send(socket, [null, null, topic, 'phx_close', {}])
      channels = channels.filter((one) => one !== channel)
      return null
    }
  }
  const join = (socket: WebSocket, [joinRef, ref, topic, , given]: Message, apiKey: string) => {
    const { config, access_token = apiKey } = joinSchema.parse(given)
    access.callerOfToken(access_token, 0)
    const bindings = config.postgres_changes.map((binding) => ({ ...binding, id: ++bindingId }))
    channels = channels.filter((one) => one.socket !== socket || one.topic !== topic)
    channels.push({ socket, topic, bindings, token: access_token })
    reply(socket, [joinRef, ref, topic], 'ok', { postgres_changes: bindings })
    const message = 'Subscribed to PostgreSQL'
    send(socket, [
      null,
      null,
      topic,
      'system',
      { extension: 'postgres_changes', status: 'ok', message, channel: topic },
    ])
  }
  const receive = (socket: WebSocket, message: Message, apiKey: string) => {
    const [joinRef, ref, topic, event, payload] = message
    const channel = channels.find((one) => one.socket === socket && one.topic === topic)
    if (event === 'phx_join') join(socket, message, apiKey)
    else if (event === 'heartbeat') reply(socket, [null, ref, topic], 'ok', {})
    else if (event === 'access_token' && channel) channel.token = (payload as { access_token: string }).access_token
    else if (event === 'phx_leave') {
      channels = channels.filter((one) => one !== channel)
      reply(socket, [joinRef, ref, topic], 'ok', {})
      send(socket, [joinRef, null, topic, 'phx_close', {}])
    }
  }
  sockets.on('connection', (socket: WebSocket, apiKey: string) => {
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Message
      try {
        receive(socket, message, apiKey)
      } catch (error) {
        const reason = error instanceof TokenError ? `InvalidJWTToken: ${error.message}` : (error as Error).message
        reply(socket, [message[0], message[1], message[2]], 'error', { reason })
      }
    })
    socket.on('close', () => {
      channels = channels.filter((one) => one.socket !== socket)
    })
  })
  return {
    /** Takes a socket over, unless its key is wrong or a fault was planned for it. */
    upgrade: (request: IncomingMessage, stream: Duplex, head: Buffer) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      const fault = faults.next(`GET ${url.pathname}${url.search}`)
      const entry = log.begin({ method: 'GET', path: url.pathname, query: url.search, fault: fault?.kind })
      const apiKey = url.searchParams.get('apikey') ?? ''
      if (fault?.kind === 'silence') return
      if (fault || url.pathname !== '/realtime/v1/websocket' || !access.knowsKey(apiKey)) return void stream.destroy()
      entry.status = 101
      sockets.handleUpgrade(request, stream, head, (socket) => sockets.emit('connection', socket, apiKey))
    },
    /** Breaks every connection, as a restart of the service does. */
    cut: () => {
      for (const socket of sockets.clients) socket.terminate()
    },
  }
}

function send(socket: WebSocket, message: Message): void {
  socket.send(JSON.stringify(message))
}

function reply(
  socket: WebSocket,
  [joinRef, ref, topic]: readonly (string | null)[],
  status: 'ok' | 'error',
  response: object,
) {
  send(socket, [joinRef, ref, topic ?? '', 'phx_reply', { status, response }])
}
