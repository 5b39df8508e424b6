import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { WebSocketServer } from 'ws'
import { asStudioError } from '../../src-shared/as-studio-error.ts'
import { StudioError } from '../../src-shared/errors.ts'
import { openHeadlessSession } from '../cloud/sign-in/open-headless-session.ts'
import { forkEngine } from '../host/engine-child.ts'
import { createStudioHost } from '../host/studio-host.ts'
import { handleRequest, notSignedIn, type RequestContext } from './handle-request.ts'
import { BUILT_RENDERER } from './renderer-files.ts'
import { checkSameOrigin } from './same-origin.ts'
import { createSessions } from './session.ts'
import { serveSocket } from './studio-socket.ts'
import { createUploads, UPLOAD_LIMITS, type UploadLimits, type Uploads } from './uploads.ts'

export interface ServerOptions {
  readonly library: string
  /** 0: any free port. */
  readonly port?: number
  readonly renderer?: string
  readonly uploadLimits?: UploadLimits
  /** Origin of the renderer's dev server, which passes its page's requests on. Never set but while developing. */
  readonly devOrigin?: string
}

export interface StudioServer {
  readonly port: number
  readonly library: string
  /** Projects of the library that cannot be read. */
  readonly problems: readonly string[]
  /** A link that lets one browser in, once. */
  newLink(): string
  /** A token for programs, good until the server ends. */
  newAccessToken(): string
  close(): Promise<void>
}

const SAMPLE_PHOTOS = fileURLToPath(new URL('../../resources/samples/vase', import.meta.url))
/** Calls are small; photos come by HTTP. */
const MAX_MESSAGE_BYTES = 2 ** 20

/**
 * Serves the studio to browsers on this machine, and to them alone: it listens on 127.0.0.1, lets in who opens a link
 * it made, and refuses every request and socket that another site's page could send. Throws `bad_arguments` where the
 * port is taken, `project_busy` where another studio holds the library.
 */
export async function startServer(options: ServerOptions): Promise<StudioServer> {
  const host = await createStudioHost({
    libraryFolder: options.library,
    kind: 'browser',
    startEngine: () => forkEngine(),
    openCloudSession: (project) => openHeadlessSession(project),
    samplePhotos: SAMPLE_PHOTOS,
  })
  // An upload may take its time; who is slow with headers is cut off.
  const server = createServer({ requestTimeout: 0, headersTimeout: 20_000 })
  let uploads: Uploads
  try {
    uploads = await createUploads(host.library.folder, host.handles, options.uploadLimits ?? UPLOAD_LIMITS)
    await listen(server, options.port ?? 0)
  } catch (error) {
    await host.close()
    throw error
  }
  const { port } = server.address() as AddressInfo
  const sessions = createSessions(port)
  const { renderer = BUILT_RENDERER, devOrigin } = options
  const context: RequestContext = { host, sessions, uploads, port, renderer, devOrigin }
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false })

  server.on('request', (request, response) => void handleRequest(context, request, response))
  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => {})
    try {
      checkSameOrigin(request, port, devOrigin)
      if (!sessions.isSignedIn(request)) throw notSignedIn()
      if (request.url !== '/socket') throw new StudioError('path_not_found', 'There is no such socket.', 'Use /socket.')
    } catch (error) {
      return refuse(stream, error)
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      serveSocket(host, socket).catch(() => socket.terminate())
    })
  })
  return {
    port,
    library: host.library.folder,
    problems: host.library.problems,
    newLink: () => `http://127.0.0.1:${port}/?token=${sessions.newToken()}`,
    newAccessToken: sessions.newAccessToken,
    close: async () => {
      for (const socket of sockets.clients) socket.close(1001)
      server.close()
      server.closeAllConnections()
      await host.close()
      await uploads.close()
      for (const socket of sockets.clients) socket.terminate()
    },
  }
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new StudioError('bad_arguments', `The port ${port} cannot be used.`, 'Choose another with --port, or none.', {
          cause,
        }),
      ),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
}

function refuse(stream: Duplex, error: unknown): void {
  const { code, message } = asStudioError(error)
  const status =
    code === 'not_signed_in' ? '401 Unauthorized' : code === 'forbidden' ? '403 Forbidden' : '404 Not Found'
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n${message}\n`)
}
