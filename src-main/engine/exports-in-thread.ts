import { startWorkerPool, type WorkerPool } from '../../src-engine/threads/worker-pool.ts'
import type { HandlersOf } from '../../src-shared/studio-api/call-table.ts'
import type { ExportTask } from './export.worker.ts'
import type { EXPORT_CALLS } from './export-calls.ts'

/**
 * The calls that write models, on a thread of their own: packing 100,000 splats takes the better part of a second, in
 * which a run would get no order for its next step and nothing else would be answered. The thread starts with the first
 * call, and anew should it have died.
 */
export function exportsInThread(): HandlersOf<typeof EXPORT_CALLS> {
  let thread: WorkerPool | null = null
  const run = async <Reply>(task: ExportTask): Promise<Reply> => {
    thread ??= startWorkerPool(new URL('./export.worker.ts', import.meta.url), {
      threads: 1,
      onFailure: () => {
        thread = null
      },
    })
    return thread.run<Reply>(task)
  }
  return {
    exportModel: (input) => run({ call: 'exportModel', input }),
    predictExport: (input) => run({ call: 'predictExport', input }),
  }
}
