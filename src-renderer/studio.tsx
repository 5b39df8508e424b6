import { useShortcuts } from './commands/use-shortcuts.ts'
import { Intake } from './intake/intake.tsx'
import { LibraryPage } from './library/library-page.tsx'
import { useRoute } from './state/route.ts'
import { useTheme } from './studio/theme.ts'
import { ConfirmDialog } from './ui/confirm.tsx'
import { Toaster } from './ui/toast.tsx'
import { TooltipProvider } from './ui/tooltip.tsx'
import { WorkspacePage } from './workspace/workspace-page.tsx'

/** The studio's window: a page, and what may lie over every page. */
export function Studio() {
  const route = useRoute()
  useShortcuts()
  useTheme()
  return (
    <TooltipProvider delayDuration={400}>
      {route.page === 'project' ? <WorkspacePage key={route.projectId} projectId={route.projectId} /> : <LibraryPage />}
      <Intake />
      <ConfirmDialog />
      <Toaster />
    </TooltipProvider>
  )
}
