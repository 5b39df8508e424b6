import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserContext, Page } from 'playwright-core'
import type { DrivenApp } from './driven-app.ts'

const PRELOAD = fileURLToPath(new URL('../../../out/preload/index.cjs', import.meta.url))
/** Stands for `app://studio`, a scheme that Chromium does not know: secure as that is, and found nowhere. */
const ORIGIN = 'https://studio.invalid'
const POLL_MS = 20

/**
 * Opens the app's page in a real Chromium: its files come from the built main process's own scheme, the built preload runs
 * in it, and its messages go to the built main process and back. Files "dropped" on it lie in `folder`.
 */
export async function openPageOfApp(app: DrivenApp, context: BrowserContext, folder: string): Promise<Page> {
  await context.route(`${ORIGIN}/**`, async (route) => {
    const url = route.request().url().replace(ORIGIN, 'app://studio')
    const answer = await app.evaluate(async ({ record }, url) => {
      const response = await record.schemes.get('app')?.({ url, method: 'GET' } as Request)
      if (!response) throw new Error('The scheme is not handled')
      const body = Buffer.from(await response.arrayBuffer()).toString('base64')
      return { status: response.status, headers: Object.fromEntries(response.headers), body }
    }, url)
    await route.fulfill({ ...answer, body: Buffer.from(answer.body, 'base64') })
  })
  const page = await context.newPage()
  await page.exposeFunction('invokeMain', (channel: string, message: unknown) =>
    app.evaluate(({ ipcRenderer }, { channel, message }) => ipcRenderer.invoke(channel, message), { channel, message }),
  )
  await page.addInitScript(`(() => {
    const listeners = new Map()
    globalThis.deliverToPage = (channel, message) => listeners.get(channel)?.({}, message)
    const electron = {
      contextBridge: { exposeInMainWorld: (name, bridge) => { globalThis[name] = bridge } },
      ipcRenderer: {
        invoke: globalThis.invokeMain,
        on: (channel, listener) => listeners.set(channel, listener),
        removeAllListeners: (channel) => listeners.delete(channel),
      },
      webUtils: { getPathForFile: (file) => ${JSON.stringify(join(folder, '/'))} + file.name },
    }
    const preload = (require) => {
      ${readFileSync(PRELOAD, 'utf8')}
    }
    preload(() => electron)
  })()`)
  void passMessagesOn(app, page)
  await page.goto(`${ORIGIN}/`)
  return page
}

async function passMessagesOn(app: DrivenApp, page: Page): Promise<void> {
  while (!page.isClosed()) {
    const sent = await app.evaluate(({ record }) => record.sent.splice(0)).catch(() => [])
    for (const { channel, message } of sent) {
      const deliver = `globalThis.deliverToPage?.(${JSON.stringify(channel)}, ${JSON.stringify(message)})`
      await page.evaluate(deliver).catch(() => {})
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}
