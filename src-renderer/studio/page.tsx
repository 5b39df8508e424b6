import { LibraryPage } from '../library/library-page.tsx'
import { useRoute } from '../state/route.ts'
import { useStudio } from '../state/studio-store.ts'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { WorkspacePage } from '../workspace/workspace-page.tsx'
import { SignedOutPage } from './signed-out-page.tsx'
import { Splash } from './splash.tsx'
import { StatusBanner } from './status-banner.tsx'
import { UnknownProjectPage } from './unknown-project-page.tsx'
import { useSignedOut } from './use-signed-out.ts'

/** The page the address names, or why it cannot be shown. */
export function Page() {
  const route = useRoute()
  const signedOut = useSignedOut()
  const hasGreeted = useStudio(({ studio }) => studio !== null)
  const projectId = route.page === 'project' ? route.projectId : null
  const isKnown = useStudio(({ studio }) => studio?.projects.some(({ id }) => id === projectId) ?? false)
  if (signedOut) return <SignedOutPage />
  if (!hasGreeted) return <Splash />
  return (
    <>
      <StatusBanner />
      <ErrorBoundary key={projectId} what="This page">
        {projectId === null ? (
          <LibraryPage />
        ) : isKnown ? (
          <WorkspacePage projectId={projectId} />
        ) : (
          <UnknownProjectPage />
        )}
      </ErrorBoundary>
    </>
  )
}
