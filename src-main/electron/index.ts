import { app, dialog, protocol } from 'electron'
import { asStudioError } from '../../src-shared/as-studio-error.ts'
import { setChromiumFlags } from './chromium-flags.ts'
import { lockDown } from './lock-down.ts'
import { registerPageScheme } from './page-address.ts'
import { runStudio } from './run-studio.ts'

app.setName('Glimpse3D Studio')
// Windows groups windows and shows notifications by this; the same as `appId` in electron-builder.yml.
app.setAppUserModelId('studio.glimpse3d.desktop')
setChromiumFlags(app.commandLine)
lockDown(app)
registerPageScheme(protocol)

// A second start brings the first one's window to the front and ends.
if (app.requestSingleInstanceLock()) void app.whenReady().then(runStudio).catch(giveUp)
else app.quit()

function giveUp(cause: unknown): void {
  const { message, hint } = asStudioError(cause)
  dialog.showErrorBox(message, hint)
  app.exit(1)
}
