import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { useEdits } from './edit-store.ts'
import { EditedSplats } from './edited-splats.tsx'

/** Inside the canvas: the trained splats as edited, crop handles, the transform's handles. */
export function EditScene(_: { readonly project: ProjectState }) {
  const cloud = useEdits((state) => state.cloud)
  return cloud && <EditedSplats cloud={cloud} />
}
