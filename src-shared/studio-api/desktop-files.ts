import { z } from 'zod'
import type { CallTable } from './call-table.ts'

/** What only the preload may ask, because it alone learns the path of a file that was dropped. */
export const DESKTOP_FILE_CALLS = {
  /** Handles for a photo, or for the photos of a folder. Throws `path_not_found`, `bad_arguments`. */
  issueHandles: {
    input: z.strictObject({ path: z.string().max(4096) }),
    output: z.object({ handles: z.array(z.string()) }),
  },
} as const satisfies CallTable
