import type { ProjectState } from '../../src-shared/studio-api/project.ts'

/** Inside the canvas: the trained splats as edited, crop handles, the transform's handles. */
export function EditScene({ project: _ }: { readonly project: ProjectState }) {
  return null
}
