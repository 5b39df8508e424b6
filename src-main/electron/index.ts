import { app, BrowserWindow } from 'electron'
import { lockDown } from './lock-down.ts'
import { createStudioWindow } from './studio-window.ts'

lockDown(app)

void app.whenReady().then(() => {
  createStudioWindow()
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) createStudioWindow()
  })
})

app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit()
})
