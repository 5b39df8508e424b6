import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { resolveInside } from '../files/resolve-inside.ts'
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
