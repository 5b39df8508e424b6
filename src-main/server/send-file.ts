import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { openServedFile } from '../files/open-served-file.ts'

/** Streams a file. With `download` the browser saves it under its name. Throws `path_not_found`. */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  { download }: { download?: string } = {},
): Promise<void> {
  const { file, headers } = await openServedFile(path, download)
  try {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    if (request.method === 'HEAD') return void response.end()
    await pipeline(file.createReadStream({ autoClose: false }), response)
  } finally {
    await file.close()
  }
}
