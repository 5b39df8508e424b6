// Loads the built main process with the stand-in as `electron` and prints, as JSON, what it did.
import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'

const standIn = new URL('./stand-in.mjs', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
})
await import(new URL('../../../out/main/index.js', import.meta.url).href)
await new Promise((resolve) => setImmediate(resolve))

const { record, app } = await import(standIn)
const [window] = record.windows
const prevented = (event) => {
  let stopped = false
  window.webContents.emit(event, { preventDefault: () => (stopped = true) })
  return stopped
}
let granted = null
window.webContents.permissionRequest(null, 'media', (answer) => (granted = answer))
const before = window.shown === true
window.emit('ready-to-show')
const result = {
  sandboxed: record.sandboxed,
  windows: record.windows.length,
  webPreferences: window.options.webPreferences,
  preloadExists: existsSync(window.options.webPreferences.preload),
  pageExists: existsSync(window.file),
  shownBeforeReady: before,
  shownAfterReady: window.shown === true,
  navigationPrevented: prevented('will-navigate'),
  webviewPrevented: prevented('will-attach-webview'),
  opened: window.webContents.windowOpen({ url: 'https://example.org' }).action,
  permissionGranted: granted,
  permissionChecked: window.webContents.permissionCheck(null, 'media'),
}
app.emit('window-all-closed')
console.log(JSON.stringify({ ...result, quit: record.quit }))
