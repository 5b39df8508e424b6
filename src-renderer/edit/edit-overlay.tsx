import type { ProjectState } from '../../src-shared/studio-api/project.ts'

/** Over the canvas, in pixels: the lasso, the rectangle, the brush. */
export function EditOverlay({ project: _ }: { readonly project: ProjectState }) {
  return null
}
