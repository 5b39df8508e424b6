import { useEffect } from 'react'
import { openProject, useProject } from '../state/studio-store.ts'
import { toastError } from '../ui/toast.tsx'
import { Viewport } from '../viewport/viewport.tsx'

/** One project: photos and stages on the left, the viewport in the middle, tools and figures on the right. */
export function WorkspacePage({ projectId }: { readonly projectId: string }) {
  const project = useProject(projectId)
  useEffect(() => {
    openProject(projectId).catch(toastError)
  }, [projectId])
  if (!project) return null
  return (
    <main>
      <h1>{project.summary.name}</h1>
      <Viewport project={project} />
    </main>
  )
}
