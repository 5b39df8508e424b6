import { type App, type BrowserWindow, dialog, Notification, powerMonitor } from 'electron'
import type { ProjectSummary } from '../../src-shared/studio-api/project.ts'
import type { StudioHost } from '../host/studio-host.ts'
import { askHowToLeave } from './leave-question.ts'

/**
 * What happens when the user leaves. Without a run the app ends with its window. With one the user is asked: the run goes on
 * behind a hidden window and the app ends after it, or the run stops where it can be resumed, or nothing happens.
 */
export function closeWithCare(app: App, host: StudioHost, window: BrowserWindow): void {
  const summaries = new Map<string, ProjectSummary>()
  let queue: readonly string[] = []
  let leaving = false
  let asking = false
  /** Hidden by the user's choice; a window that is only minimised is still in use. */
  let inBackground = false
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
  app.on('window-all-closed', leave)
  // A machine that is being switched off is not held up by a question.
  powerMonitor.on('shutdown', leave)
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
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
