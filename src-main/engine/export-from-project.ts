import { basename, resolve } from 'node:path'
import { encodeModel } from '../../src-engine/export/export-model.ts'
import { predictSize } from '../../src-engine/export/predict-size.ts'
import { writeFilesAtomically } from '../../src-engine/files/write-atomically.ts'
import type { HandlersOf } from '../../src-shared/studio-api/call-table.ts'
import type { EXPORT_CALLS } from './export-calls.ts'
import { modelName, projectModel } from './project-model.ts'
import { rememberLast } from './remember-last.ts'

/** Sizes are kept for every choice of options a person may go through. */
const rememberSize = rememberLast<number>(200)

/** The engine's calls that write models from what a project folder's stages keep. */
export const exportHandlers: HandlersOf<typeof EXPORT_CALLS> = {
  exportModel: async ({ path, ...source }) => {
    const model = await projectModel(source)
    const files = await encodeModel({ ...model, format: source.format, path: resolve(path) })
    return { bytes: await writeFilesAtomically(files), files: files.map((file) => basename(file.path)) }
  },
  predictExport: async (source) => {
    const { format } = source
    const bytes = await rememberSize(`${format} ${await modelName(source)}`, async () =>
      predictSize({ ...(await projectModel(source)), format }),
    )
    return { bytes }
  },
}
