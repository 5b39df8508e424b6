import { open } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { StudioError } from '../../src-shared/errors.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.woff2': 'font/woff2',
  '.glb': 'model/gltf-binary',
}

/** Streams a file. With `download` the browser saves it under its name. Throws `path_not_found`. */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  { download }: { download?: string } = {},
): Promise<void> {
  // The open file is what is measured and sent: one renamed over it meanwhile does not mix in.
  const file = await open(path).catch(() => null)
  try {
    const found = await file?.stat()
    if (!file || !found?.isFile())
      throw new StudioError('path_not_found', 'There is no such file.', 'Reload the studio.')
    response.setHeader('Content-Type', TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream')
    response.setHeader('Content-Length', found.size)
    if (download !== undefined) {
      response.setHeader('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(download)}`)
    }
    if (request.method === 'HEAD') return void response.end()
    await pipeline(file.createReadStream({ autoClose: false }), response)
  } finally {
    await file?.close()
  }
}
