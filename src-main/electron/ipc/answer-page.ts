import type { BrowserWindow, IpcMain, IpcMainInvokeEvent } from 'electron'
import { DESKTOP_CHANNELS } from '../../../src-shared/studio-api/desktop-bridge.ts'
import { PAGE_ORIGIN } from '../page-address.ts'

type Channel = keyof typeof DESKTOP_CHANNELS.toMain

/** What each channel answers: none can be missing. Each checks for itself what it is given. */
export type PageAnswers = Readonly<Record<Channel, (message: unknown) => unknown>>

/** Answers the studio's page on every channel, and nobody else: any other frame's call rejects. */
export function answerPage(ipcMain: Pick<IpcMain, 'handle'>, window: BrowserWindow, answers: PageAnswers): void {
  for (const name of Object.keys(DESKTOP_CHANNELS.toMain) as Channel[]) {
    ipcMain.handle(DESKTOP_CHANNELS.toMain[name], (event, message: unknown) => {
      if (!isStudioPage(event, window)) throw new Error("Only the studio's own page may call the app.")
      return answers[name](message)
    })
  }
}

/** The top frame of the studio's window, showing the studio. */
function isStudioPage({ sender, senderFrame }: IpcMainInvokeEvent, window: BrowserWindow): boolean {
  return (
    sender === window.webContents &&
    senderFrame !== null &&
    senderFrame.parent === null &&
    senderFrame.origin === PAGE_ORIGIN
  )
}
