import { join } from 'node:path'
import type { App, Session } from 'electron'
import { PAGE_ORIGIN } from './page-address.ts'

/** What the page saves (exports, screenshots) goes where the user says, in the system's own dialog; nothing else is saved. */
export function askWhereToSave(session: Session, app: Pick<App, 'getPath'>): void {
  session.on('will-download', (event, item) => {
    const url = item.getURL()
    if (!url.startsWith(`${PAGE_ORIGIN}/files/`) && !url.startsWith(`blob:${PAGE_ORIGIN}/`)) {
      return event.preventDefault()
    }
    item.setSaveDialogOptions({ defaultPath: join(app.getPath('downloads'), item.getFilename()) })
  })
}
