import { z } from 'zod'
import { editOperationSchema } from '../../src-shared/edits.ts'
import { exportOptionsSchema } from '../../src-shared/export-options.ts'
import { MODEL_FORMATS } from '../../src-shared/formats.ts'
import type { CallTable } from '../../src-shared/studio-api/call-table.ts'

const exportSourceSchema = z.strictObject({
  /** The pipeline's project folder. */
  project: z.string(),
  format: z.enum(MODEL_FORMATS),
  /** What has been done to the splats of that name; null: nothing. `options.edited` is the host's to heed. */
  edits: z.strictObject({ cloud: z.string(), operations: z.array(editOperationSchema) }).nullable(),
  options: exportOptionsSchema,
})
/** What to export: a model of what a project's stages have finished, edited, and how. */
export type ExportSource = z.infer<typeof exportSourceSchema>

export const EXPORT_CALLS = {
  /** Writes a model. Throws `bad_arguments` where its stage has not finished or the edits leave nothing. */
  exportModel: {
    input: exportSourceSchema.extend({ path: z.string() }),
    /** Names of the files written, all in the folder of `path`. */
    output: z.object({ bytes: z.int().nonnegative(), files: z.array(z.string()) }),
  },
  /** The bytes it would write. */
  predictExport: { input: exportSourceSchema, output: z.object({ bytes: z.int().nonnegative() }) },
} as const satisfies CallTable
