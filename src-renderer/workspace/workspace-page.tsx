import { useEffect, useState } from 'react'
import { asStudioError } from '../../src-shared/as-studio-error.ts'
import type { StudioError } from '../../src-shared/errors.ts'
import { goTo } from '../state/route.ts'
import { openProject, useProject } from '../state/studio-store.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Workspace } from './workspace.tsx'

/** One project: photos and stages on the left, the viewport in the middle, tools and figures on the right. */
export function WorkspacePage({ projectId }: { readonly projectId: string }) {
  const project = useProject(projectId)
  const [error, setError] = useState<StudioError | null>(null)
  useEffect(() => {
    openProject(projectId).then(
      () => setError(null),
      (cause: unknown) => setError(asStudioError(cause)),
    )
  }, [projectId])
  if (project) return <Workspace project={project} />
  if (!error) return null
  return (
    <EmptyState
      title={error.message}
      action={
        <Button kind="primary" onClick={() => goTo({ page: 'library' })}>
          Go to the library
        </Button>
      }
    >
      {error.hint}
    </EmptyState>
  )
}
