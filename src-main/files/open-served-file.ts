import { type FileHandle, open } from 'node:fs/promises'
import { extname } from 'node:path'
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

/** A file on its way to a page: open, with the headers that say what it is. Whoever asked for it closes it. */
export interface ServedFile {
  readonly file: FileHandle
  readonly headers: Readonly<Record<string, string>>
}

/** Opens a file to be sent. With `download` a browser saves it under that name. Throws `path_not_found`. */
export async function openServedFile(path: string, download?: string): Promise<ServedFile> {
  // The open file is what is measured and sent: one renamed over it meanwhile does not mix in.
  const file = await open(path).catch(() => null)
  const found = await file?.stat()
  if (!file || !found?.isFile()) {
    await file?.close()
    throw new StudioError('path_not_found', 'There is no such file.', 'Reload the studio.')
  }
  const headers: Record<string, string> = {
    'Content-Type': TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream',
    'Content-Length': String(found.size),
  }
  if (download !== undefined) {
    headers['Content-Disposition'] = `attachment; filename*=UTF-8''${encodeURIComponent(download)}`
  }
  return { file, headers }
}
