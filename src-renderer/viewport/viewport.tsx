import type { ProjectState } from '../../src-shared/studio-api/project.ts'

/** The project in 3D: whatever there is of it so far. Fills its parent. */
export function Viewport({ project }: { readonly project: ProjectState }) {
  return <div data-splats={project.preview?.splats ?? 0} />
}
