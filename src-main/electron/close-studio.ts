import { type App, type BrowserWindow, dialog, Notification, powerMonitor } from 'electron'
import type { ProjectSummary } from '../../src-shared/studio-api/project.ts'
import type { StudioHost } from '../host/studio-host.ts'
import type { ComputeWindow } from './compute/compute-window.ts'
import { askHowToLeave } from './leave-question.ts'

/**
 * What happens when the user leaves. Without a run the app ends with its window. With one the user is asked: the run goes on
 * behind a hidden window and the app ends after it, or the run stops where it can be resumed, or nothing happens.
 */
export function closeWithCare(app: App, host: StudioHost, window: BrowserWindow, compute: ComputeWindow): void {
  const summaries = new Map<string, ProjectSummary>()
  let queue: readonly string[] = []
  let leaving = false
  let asking = false
  /** Hidden by the user's choice; a window that is only minimised is still in use. */
  let inBackground = false
  let closing = false
  let closed = false

  const leave = () => {
    leaving = true
    app.quit()
  }
  const ask = async () => {
    asking = true
    const answer = await askHowToLeave(dialog, window, queue.length, summaries.get(queue[0])?.state)
    asking = false
    // The run may have ended while the question was open: then there is nothing left to keep the app for.
    if (answer === 'stop' || (answer === 'background' && queue.length === 0)) return leave()
    if (answer === 'stay') return
    inBackground = true
    window.hide()
  }
  window.on('show', () => {
    inBackground = false
  })
  host.onEvent((event) => {
    if (event.type === 'summary') summaries.set(event.projectId, event.summary)
    if (event.type !== 'queue') return
    const [ended] = queue.filter((id) => !event.queue.includes(id))
    queue = event.queue
    if (queue.length > 0 || !inBackground || leaving) return
    new Notification({ title: app.getName(), body: describeEnd(summaries.get(ended)) }).show()
    leave()
  })
  window.on('close', (event) => {
    if (leaving || queue.length === 0) return
    event.preventDefault()
    if (!asking) void ask()
  })
  // The app ends with this window: the compute window, if there is one, nobody sees and nobody could close.
  window.on('closed', leave)
  app.on('window-all-closed', leave)
  app.on('before-quit', () => {
    // Otherwise quitting may still be called off, and the run go on.
    if (leaving || queue.length === 0) compute.end()
  })
  // A machine that is being switched off is not held up by a question.
  powerMonitor.on('shutdown', leave)
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    if (closing) return
    closing = true
    void host.close().finally(() => {
      closed = true
      app.exit()
    })
  })
}

function describeEnd(project: ProjectSummary | undefined): string {
  if (!project) return 'The run has ended.'
  return project.state === 'completed'
    ? `${project.name} is finished.`
    : `${project.name} has stopped: open it to see why.`
}
