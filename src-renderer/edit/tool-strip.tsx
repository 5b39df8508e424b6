import type { ProjectState } from '../../src-shared/studio-api/project.ts'

/** The tools, one under the other, at the left edge of the viewport. */
export function ToolStrip({ project: _ }: { readonly project: ProjectState }) {
  return null
}
