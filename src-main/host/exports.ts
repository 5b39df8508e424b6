import { mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { MODEL_FORMATS, type ModelFormat } from '../../src-shared/formats.ts'
import type { ExportEntry } from '../../src-shared/studio-api/project.ts'
import { projectPaths, type StoredProject } from './stored-project.ts'

/** The file a format is exported to: `exports/<format>/<project id>.<format>`. Makes the folder. */
export async function exportPath({ id, folder }: StoredProject, format: ModelFormat): Promise<string> {
  const own = join(projectPaths(folder).exports, format)
  await mkdir(own, { recursive: true })
  return join(own, `${id}.${format}`)
}

/** The models there are: each format's folder holds one, the model's own file first. */
export async function listExports(project: StoredProject): Promise<ExportEntry[]> {
  const entries = await Promise.all(MODEL_FORMATS.map((format) => readEntry(project, format)))
  return entries.filter((entry) => entry !== null)
}

async function readEntry({ id, folder }: StoredProject, format: ModelFormat): Promise<ExportEntry | null> {
  const own = join(projectPaths(folder).exports, format)
  const main = `${id}.${format}`
  const names = (await readdir(own).catch(() => [])).filter((name) => !name.startsWith('.'))
  if (!names.includes(main)) return null
  const sorted = [main, ...names.filter((name) => name !== main).sort()]
  const stats = await Promise.all(sorted.map((name) => stat(join(own, name)).catch(() => null)))
  // Deleted between the two looks.
  if (!stats[0]) return null
  return {
    format,
    files: sorted.flatMap((name, i) => (stats[i] ? [{ name, bytes: stats[i].size }] : [])),
    written: stats[0].mtime.toISOString(),
  }
}
