import type { IncomingMessage, ServerResponse } from 'node:http'
import { StudioError } from '../../src-shared/errors.ts'
import { parseFileAddress } from '../../src-shared/studio-api/file-address.ts'
import { SECURITY_HEADERS } from '../files/security-headers.ts'
import type { StudioHost } from '../host/studio-host.ts'
import { answerApi, isOfApi, lacksToken } from './api/answer-api.ts'
import { sendError } from './http-error.ts'
import { sendRenderer } from './renderer-files.ts'
import { checkSameOrigin } from './same-origin.ts'
import { sendFile } from './send-file.ts'
import type { Sessions } from './session.ts'
import type { Uploads } from './uploads.ts'

export interface RequestContext {
  readonly host: StudioHost
  readonly sessions: Sessions
  readonly uploads: Uploads
  readonly port: number
  /** The built renderer. */
  readonly renderer: string
  readonly devOrigin?: string
}

const MAX_NAME = 255

/** Answers one HTTP request; refusals and failures become an error as JSON. Never rejects. */
export async function handleRequest(
  context: RequestContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
  try {
    checkSameOrigin(request, context.port, context.devOrigin)
    const { pathname, query } = parseTarget(request)
    const token = query.get('token')
    if (request.method === 'GET' && pathname === '/' && token !== null) return signIn(context, request, response, token)
    const ofApi = isOfApi(pathname)
    if (!context.sessions.isSignedIn(request)) throw ofApi ? lacksToken(response) : notSignedIn()
    if (ofApi) return await answerApi(context.host, request, response, pathname)
    if (request.method === 'POST' && pathname === '/uploads') return await upload(context, request, response, query)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new StudioError('bad_arguments', `${request.method} is not understood here.`, 'Reload the studio.')
    }
    const file = parseFileAddress(pathname)
    if (!file) return await sendRenderer(request, response, pathname, context.renderer)
    const path = await context.host.findFile(file)
    await sendFile(request, response, path, file.kind === 'export' ? { download: file.name } : {})
  } catch (error) {
    sendError(request, response, error)
  }
}

/** The path as it was sent: a URL parser would resolve dots in it, and take //name for another host. */
function parseTarget({ url = '/' }: IncomingMessage): { pathname: string; query: URLSearchParams } {
  const [pathname, ...query] = url.split('?')
  return { pathname, query: new URLSearchParams(query.join('?')) }
}

/** Exchanges the link's token for a cookie and takes it out of the address bar. */
function signIn({ sessions }: RequestContext, request: IncomingMessage, response: ServerResponse, token: string): void {
  const cookie = sessions.signIn(token)
  if (cookie !== null) response.setHeader('Set-Cookie', cookie)
  // A link that is opened a second time by the same browser is no mistake worth a word.
  else if (!sessions.isSignedIn(request)) throw notSignedIn()
  response.writeHead(303, { Location: '/' }).end()
}

async function upload(
  { uploads }: RequestContext,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  const name = query.get('name') ?? ''
  if (name === '' || name.length > MAX_NAME) {
    throw new StudioError('bad_arguments', 'An upload needs ?name= with the name of the file.', 'Reload the studio.')
  }
  const handle = await uploads.receive(request, name)
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.writeHead(201).end(JSON.stringify({ handle }))
}

export function notSignedIn(): StudioError {
  return new StudioError(
    'not_signed_in',
    'This link has been used, or this browser was never let in.',
    'Open a new link: press Enter where "glimpse3d serve" runs, or start it again.',
  )
}
