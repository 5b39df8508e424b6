import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Makes a project folder of a library with these files beside `studio.json`; content by path. */
export async function projectOnDisk(
  library: string,
  id: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  const folder = join(library, id)
  const studio = { schemaVersion: 1, name: 'Ring', created: '2026-11-21T10:00:00.000Z' }
  await put(folder, 'studio.json', `${JSON.stringify(studio)}\n`)
  for (const [path, content] of Object.entries(files)) await put(folder, path, content)
  return folder
}

/** Writes a file of a project, making its folder. */
export async function put(folder: string, path: string, content: string | Uint8Array): Promise<void> {
  const to = join(folder, path)
  await mkdir(dirname(to), { recursive: true })
  await writeFile(to, content)
}
