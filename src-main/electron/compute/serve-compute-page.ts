import { Readable } from 'node:stream'
import { openServedFile } from '../../files/open-served-file.ts'
import { resolveInside } from '../../files/resolve-inside.ts'
import { SECURITY_HEADERS } from '../../files/security-headers.ts'
import { COMPUTE_ORIGIN, splitAddress } from '../page-address.ts'

/** Its own script, and nothing else: no style, no picture, no request of any kind, no worker. */
const HEADERS = {
  ...SECURITY_HEADERS,
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}

/** Answers the compute window's requests: its page and script, and 404 to all else. Never rejects. */
export function serveComputePage(folder: string): (request: Request) => Promise<Response> {
  return async ({ url, method }) => {
    const { origin, pathname } = splitAddress(url)
    try {
      if (origin !== COMPUTE_ORIGIN || method !== 'GET') return new Response(null, { status: 404, headers: HEADERS })
      const { file, headers } = await openServedFile(resolveInside(folder, pathname === '/' ? 'index.html' : pathname))
      const body = Readable.toWeb(file.createReadStream()) as ReadableStream
      return new Response(body, { headers: { ...HEADERS, ...headers } })
    } catch {
      return new Response(null, { status: 404, headers: HEADERS })
    }
  }
}
