import { app, type BrowserWindow, dialog } from 'electron'

/** When the page's process ends unasked the user may load it again; host and engine do not notice. */
export function offerReload(window: BrowserWindow): void {
  window.webContents.on('render-process-gone', async (_event, { reason }) => {
    if (reason === 'clean-exit') return
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message: reason === 'oom' ? 'The window ran out of memory.' : 'The window stopped unexpectedly.',
      detail: 'A run that is under way goes on, and nothing is lost. Reload to see it again.',
      buttons: ['Reload', 'Quit'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    if (response === 0) window.webContents.reload()
    else app.quit()
  })
}
