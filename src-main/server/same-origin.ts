import type { IncomingMessage } from 'node:http'
import { StudioError } from '../../src-shared/errors.ts'

/**
 * Refuses what does not come from the studio's own page. The Host is checked so that a foreign name which resolves to
 * 127.0.0.1 (DNS rebinding) gets nothing, the Origin so that another site's page can neither post nor open a socket.
 * Browsers leave the Origin out of plain reads only, where Sec-Fetch-Site tells instead. Programs send none, but a token:
 * a page cannot do so for another site unless that has allowed it, which this one never does. Throws `forbidden`.
 *
 * @param devOrigin The one other origin whose page may ask: the renderer's dev server, while developing.
 */
export function checkSameOrigin(request: IncomingMessage, port: number, devOrigin?: string): void {
  const { host, origin, upgrade, authorization } = request.headers
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  if (host === undefined || !hosts.includes(host)) throw forbidden(`The host ${host} is not this studio.`)
  const isPlainRead = (request.method === 'GET' || request.method === 'HEAD') && upgrade === undefined
  const isOwn =
    origin === undefined
      ? isPlainRead || authorization !== undefined
      : origin === `http://${host}` || origin === devOrigin
  if (!isOwn) {
    throw forbidden(`The origin ${origin} is not this studio.`)
  }
  const site = request.headers['sec-fetch-site']
  // "none": typed in, or opened from outside the browser.
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw forbidden('Another site asks.')
}

function forbidden(message: string): StudioError {
  return new StudioError('forbidden', message, 'Open the address that "glimpse3d serve" prints.')
}
