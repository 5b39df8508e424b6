import { useCloudNews } from './cloud/cloud-news.ts'
import { useFreshCloud } from './cloud/cloud-store.ts'
import { useShortcuts } from './commands/use-shortcuts.ts'
import { Intake } from './intake/intake.tsx'
import { useRunEndings } from './queue/tell-endings.ts'
import { useMenuCommands } from './studio/menu-commands.ts'
import { Overlays } from './studio/overlays.tsx'
import { Page } from './studio/page.tsx'
import { useStudioCommands } from './studio/studio-commands.ts'
import { useTheme } from './studio/theme.ts'
import { useWindowTitle } from './studio/window-title.ts'
import { ConfirmDialog } from './ui/confirm.tsx'
import { ErrorBoundary } from './ui/error-boundary.tsx'
import { Toaster } from './ui/toast.tsx'
import { TooltipProvider } from './ui/tooltip.tsx'

/** The studio's window: a page, and what may lie over every page. */
export function Studio() {
  useShortcuts()
  useStudioCommands()
  useMenuCommands()
  useTheme()
  useWindowTitle()
  useRunEndings()
  useFreshCloud()
  useCloudNews()
  return (
    <ErrorBoundary what="The studio">
      <TooltipProvider delayDuration={400}>
        <Page />
        <Overlays />
        <Intake />
        <ConfirmDialog />
        <Toaster />
      </TooltipProvider>
    </ErrorBoundary>
  )
}
