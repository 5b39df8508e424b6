import type { App, WebContents } from 'electron'
import { PAGE_ORIGIN } from './page-address.ts'

/** The renderer is untrusted: no page may navigate, open a window, embed a frame or webview, or be granted a permission. */
export function lockDown(app: App): void {
  app.enableSandbox()
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-frame-navigate', (event) => keepHere(contents, event))
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    // No address outside the app is opened, not even in the user's browser: the studio links to none.
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.session.setPermissionRequestHandler((_contents, permission, answer) => answer(isHarmless(permission)))
    contents.session.setPermissionCheckHandler((_contents, permission) => isHarmless(permission))
    contents.session.setDevicePermissionHandler(() => false)
  })
}

interface Navigation {
  readonly url: string
  readonly isMainFrame: boolean
  preventDefault(): void
}

/** The page may load itself anew; a link to a file of a project saves the file, as it does in a browser. */
function keepHere(contents: WebContents, event: Navigation): void {
  if (event.isMainFrame && event.url.replace(/[?#].*$/, '') === `${PAGE_ORIGIN}/`) return
  event.preventDefault()
  if (event.isMainFrame && event.url.startsWith(`${PAGE_ORIGIN}/files/`)) contents.downloadURL(event.url)
}

/** Copying the log, and the viewport on the whole screen: neither reads anything of the user's. */
function isHarmless(permission: string): boolean {
  return permission === 'clipboard-sanitized-write' || permission === 'fullscreen'
}
