import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StudioError } from '../../src-shared/errors.ts'
import { sendFile } from './send-file.ts'

export const BUILT_RENDERER = fileURLToPath(new URL('../../out/renderer', import.meta.url))

/** Sends a file of the built renderer. Throws `path_not_found`, also for every path that leads out of its folder. */
export async function sendRenderer(
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
  folder: string,
): Promise<void> {
  if (pathname === '/' && !existsSync(join(folder, 'index.html'))) {
    response.setHeader('Content-Type', 'text/plain; charset=utf-8')
    return void response.end('The studio is not built yet: run "npm run build", then reload this page.\n')
  }
  await sendFile(request, response, resolveInside(folder, pathname === '/' ? 'index.html' : pathname))
}

/** The path within the folder. URLs arrive with dots resolved, but encoded dots, slashes and zero bytes are left. */
function resolveInside(folder: string, pathname: string): string {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    throw outside()
  }
  const path = resolve(folder, `.${sep}${decoded}`)
  if (/[\0\\]/.test(decoded) || decoded.split('/').includes('..') || !path.startsWith(resolve(folder) + sep)) {
    throw outside()
  }
  return path
}

function outside(): StudioError {
  return new StudioError('path_not_found', 'There is no such file.', 'Reload the studio.')
}
