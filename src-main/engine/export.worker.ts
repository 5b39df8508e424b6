import { serveTasks } from '../../src-engine/threads/serve-tasks.ts'
import { asStudioError } from '../../src-shared/as-studio-error.ts'
import { exportHandlers } from './export-from-project.ts'

type Handlers = typeof exportHandlers

/** A call of `EXPORT_CALLS` with its input. */
export type ExportTask = {
  readonly [Call in keyof Handlers]: { readonly call: Call; readonly input: Parameters<Handlers[Call]>[0] }
}[keyof Handlers]

serveTasks<ExportTask, unknown>(async (task) => {
  try {
    return task.call === 'exportModel'
      ? await exportHandlers.exportModel(task.input)
      : await exportHandlers.predictExport(task.input)
  } catch (error) {
    // What only its class tells, such as a lack of memory, would be lost on the way.
    throw asStudioError(error)
  }
})
