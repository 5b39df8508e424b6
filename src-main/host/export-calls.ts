import { readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StudioError } from '../../src-shared/errors.ts'
import type { ExportOptions } from '../../src-shared/export-options.ts'
import type { ModelFormat } from '../../src-shared/formats.ts'
import type { StudioHandlers } from '../../src-shared/studio-api/studio-calls.ts'
import type { Edits } from './edit-calls.ts'
import { exportPath, listExports } from './exports.ts'
import type { HostContext } from './host-context.ts'
import { projectPaths, type StoredProject } from './stored-project.ts'

type ExportHandlers = Pick<StudioHandlers, 'exportModel' | 'predictExport' | 'revealExport' | 'listExports'>

/** The calls that write models. `reveal` shows a file in the file manager, where there is one. */
export function exportCalls(
  { library, engine, emit }: HostContext,
  edits: Edits,
  reveal: ((path: string) => void) | undefined,
): ExportHandlers {
  /** The last export of each file that was asked for: they are written one after the other. */
  const underWay = new Map<string, Promise<unknown>>()
  const sourceOf = async (project: StoredProject, format: ModelFormat, options: ExportOptions) => ({
    project: projectPaths(project.folder).work,
    format,
    options,
    edits: options.edited ? await edits.ofModel(project) : null,
  })
  const write = async (project: StoredProject, format: ModelFormat, options: ExportOptions) => {
    const path = await exportPath(project, format)
    const { files } = await engine.calls.exportModel({ ...(await sourceOf(project, format, options)), path })
    await removeOthers(dirname(path), files)
    const exports = await listExports(project)
    emit({ type: 'exports', projectId: project.id, exports })
    return exports.find((entry) => entry.format === format)!
  }
  return {
    exportModel: async ({ projectId, format, options }) => {
      const project = library.get(projectId)
      const file = `${projectId} ${format}`
      const last = underWay.get(file) ?? Promise.resolve()
      const mine = last.catch(() => {}).then(() => write(library.get(project.id), format, options))
      underWay.set(file, mine)
      try {
        return await mine
      } finally {
        if (underWay.get(file) === mine) underWay.delete(file)
      }
    },
    predictExport: async ({ projectId, format, options }) =>
      engine.calls.predictExport(await sourceOf(library.get(projectId), format, options)),
    revealExport: async ({ projectId, format }) => {
      const entry = (await listExports(library.get(projectId))).find((known) => known.format === format)
      if (!entry) throw new StudioError('path_not_found', 'There is no such export.', 'Export the model first.')
      if (!reveal) {
        throw new StudioError(
          'forbidden',
          'A browser cannot show files in a file manager.',
          'Download the file instead.',
        )
      }
      reveal(await exportPath(library.get(projectId), format))
      return {}
    },
    listExports: ({ projectId }) => listExports(library.get(projectId)),
  }
}

/** What an earlier export left beside the model that this one has no use for, such as a texture of another type. */
async function removeOthers(folder: string, files: readonly string[]): Promise<void> {
  for (const name of await readdir(folder)) if (!files.includes(name)) await rm(join(folder, name), { recursive: true })
}
