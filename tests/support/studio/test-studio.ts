import { readdir, readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { WebSocket as NodeWebSocket } from 'ws'
import { type ServerOptions, type StudioServer, startServer } from '../../../src-main/server/start-server.ts'
import { createStudioClient, type StudioClient } from '../../../src-renderer/client/studio-client.ts'
import { createWebTransport } from '../../../src-renderer/client/web-transport.ts'
import type { StudioEvent } from '../../../src-shared/studio-api/studio-events.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** Sends exactly what it is told: no path is tidied, no header added. */
export function rawRequest(
  port: number,
  path: string,
  headers: Record<string, string> = {},
  options: { method?: string; body?: Buffer } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path, method: options.method, headers: { host: `127.0.0.1:${port}`, ...headers } },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(options.body)
  })
}

/** A real server with a browser's session in it. */
export interface TestStudio {
  readonly server: StudioServer
  readonly origin: string
  /** What the browser's requests carry. */
  readonly headers: Record<string, string>
  /** A client as the renderer has it, with all events it has seen. */
  connect(): { client: StudioClient; events: StudioEvent[]; dropConnection: () => void }
}

export async function startTestStudio(options: ServerOptions): Promise<TestStudio> {
  const server = await startServer(options)
  const origin = `http://127.0.0.1:${server.port}`
  const link = new URL(server.newLink())
  const signedIn = await rawRequest(server.port, link.pathname + link.search)
  const cookie = (signedIn.headers['set-cookie'] as string[])[0].split(';')[0]
  const headers = { cookie, origin }
  return {
    server,
    origin,
    headers,
    connect: () => {
      let socket: NodeWebSocket | undefined
      const transport = createWebTransport({
        address: `${origin}/`,
        openSocket: (address) => {
          socket = new NodeWebSocket(address, { headers })
          return socket as unknown as WebSocket
        },
        fetch: (input, init) => fetch(input, { ...init, headers }),
      })
      const client = createStudioClient(transport)
      const events: StudioEvent[] = []
      client.onEvent((event) => events.push(event))
      return { client, events, dropConnection: () => socket?.terminate() }
    },
  }
}

/** The photos of a folder as a browser has them after a drop. */
export async function filesOf(folder: string): Promise<File[]> {
  const names = (await readdir(folder)).sort()
  return Promise.all(names.map(async (name) => new File([await readFile(join(folder, name))], name)))
}

/** Waits until an event (one seen before counts too) satisfies the test. */
export function waitForEvent(
  { client, events }: { client: StudioClient; events: StudioEvent[] },
  test: (event: StudioEvent) => boolean,
): Promise<StudioEvent> {
  const seen = events.find(test)
  if (seen) return Promise.resolve(seen)
  return new Promise((resolve) => {
    const stop = client.onEvent((event) => {
      if (!test(event)) return
      stop()
      resolve(event)
    })
  })
}
