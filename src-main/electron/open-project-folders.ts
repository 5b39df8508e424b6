import { resolve } from 'node:path'
import type { App } from 'electron'
import type { StudioHost } from '../host/studio-host.ts'
import type { PageFeed } from './ipc/page-feed.ts'

/** Opens a project that the user picked from the system's recent documents (macOS); other folders are none of ours. */
export function openProjectFolders(app: App, { library }: StudioHost, feed: PageFeed): void {
  app.on('open-file', (event, path) => {
    event.preventDefault()
    const project = library.list().find(({ folder }) => folder === resolve(path))
    if (project) feed.command({ name: 'open-project', projectId: project.id })
  })
}
