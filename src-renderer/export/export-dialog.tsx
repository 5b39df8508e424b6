import type { ProjectState } from '../../src-shared/studio-api/project.ts'

/** Exports the model: format, options, the size it will have. Opened by the command `project.export`. */
export function ExportDialog({ project: _ }: { readonly project: ProjectState }) {
  return null
}
