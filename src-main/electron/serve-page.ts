import { Readable } from 'node:stream'
import { asStudioError } from '../../src-shared/as-studio-error.ts'
import { StudioError } from '../../src-shared/errors.ts'
import { toErrorMessage } from '../../src-shared/studio-api/call-table.ts'
import { parseFileAddress } from '../../src-shared/studio-api/file-address.ts'
import { openServedFile } from '../files/open-served-file.ts'
import { resolveInside } from '../files/resolve-inside.ts'
import { SECURITY_HEADERS } from '../files/security-headers.ts'
import { statusOfError } from '../files/status-of-error.ts'
import type { StudioHost } from '../host/studio-host.ts'
import { PAGE_ORIGIN, splitAddress } from './page-address.ts'

/**
 * Answers the page's requests under `app://studio/`: the built renderer, and files of projects under the addresses that
 * the server uses too. Nothing else is there. Never rejects.
 */
export function servePage(host: StudioHost, renderer: string): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const { origin, pathname } = splitAddress(request.url)
      if (origin !== PAGE_ORIGIN) throw new StudioError('forbidden', 'This is not the studio.', 'Reload the studio.')
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        throw new StudioError('bad_arguments', `${request.method} is not understood here.`, 'Reload the studio.')
      }
      const address = parseFileAddress(pathname)
      const path = address
        ? await host.findFile(address)
        : resolveInside(renderer, pathname === '/' ? 'index.html' : pathname)
      const { file, headers } = await openServedFile(path, address?.kind === 'export' ? address.name : undefined)
      const all = { ...SECURITY_HEADERS, ...headers }
      if (request.method === 'GET') {
        return new Response(Readable.toWeb(file.createReadStream()) as ReadableStream, { headers: all })
      }
      await file.close()
      return new Response(null, { headers: all })
    } catch (cause) {
      const error = asStudioError(cause)
      return Response.json(toErrorMessage(error), { status: statusOfError(error), headers: SECURITY_HEADERS })
    }
  }
}
