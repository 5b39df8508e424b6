import type { IncomingMessage, ServerResponse } from 'node:http'
import { StudioError } from '../../../src-shared/errors.ts'
import type { StudioHost } from '../../host/studio-host.ts'
import { API_ROUTES } from './routes.ts'

export function isOfApi(pathname: string): boolean {
  return pathname.startsWith('/api/')
}

/**
 * Answers a request to the REST API, of somebody who may ask. Throws `path_not_found` for an address that it does not have,
 * `unknown_call` for another method than an address takes, and what answering throws.
 */
export async function answerApi(
  host: StudioHost,
  { method = 'GET' }: IncomingMessage,
  response: ServerResponse,
  pathname: string,
): Promise<void> {
  const route = API_ROUTES.find(({ path }) => path.test(pathname))
  if (!route) throw new StudioError('path_not_found', 'The API has no such address.', 'See docs/api.md.')
  const methods = Object.keys(route.answers)
  const asked = method === 'HEAD' ? 'GET' : method
  if (!methods.includes(asked)) {
    if (methods.includes('GET')) methods.push('HEAD')
    response.setHeader('Allow', methods.join(', '))
    throw new StudioError('unknown_call', `${method} is not understood here.`, `Ask with ${methods.join(' or ')}.`)
  }
  const parts = route.path.exec(pathname)?.slice(1) ?? []
  const body = JSON.stringify(await route.answers[asked](host, ...parts))
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.end(body)
}

/** Asks a program for a token. */
export function lacksToken(response: ServerResponse): StudioError {
  response.setHeader('WWW-Authenticate', 'Bearer')
  return new StudioError(
    'not_signed_in',
    'The token is missing, wrong, or of a server that has ended.',
    'Start "glimpse3d serve --token" and send what it prints as "Authorization: Bearer <token>".',
  )
}
