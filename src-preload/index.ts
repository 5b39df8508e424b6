import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { DESKTOP_CHANNELS, type DesktopBridge } from '../src-shared/studio-api/desktop-bridge.ts'

const { toMain, toPage } = DESKTOP_CHANNELS

/** The bridge is the only thing the page sees of the app. Paths of files pass it by: they are read here, for main alone. */
const bridge: DesktopBridge = {
  open: ({ message, command }) => {
    for (const channel of Object.values(toPage)) ipcRenderer.removeAllListeners(channel)
    ipcRenderer.on(toPage.command, (_event, content) => command(content))
    ipcRenderer.on(toPage.event, (_event, content) => {
      try {
        message(content)
      } finally {
        void ipcRenderer.invoke(toMain.taken)
      }
    })
    void ipcRenderer.invoke(toMain.open)
  },
  call: (message) => ipcRenderer.invoke(toMain.call, message),
  issueHandles: (file) =>
    ipcRenderer.invoke(toMain.files, { id: 0, call: 'issueHandles', input: { path: webUtils.getPathForFile(file) } }),
  startDragOut: (file) => {
    ipcRenderer.invoke(toMain.drag, file).catch(console.error)
  },
}
contextBridge.exposeInMainWorld('glimpse3d', bridge)
