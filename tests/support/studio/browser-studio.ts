import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { type ServerOptions, type StudioServer, startServer } from '../../../src-main/server/start-server.ts'

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** Debian's Chromium with WebGL in software: the only graphics a machine without a GPU has. */
export const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  // Pages are put together by the processor, as Chromium does where it finds no GPU: WebGL alone is emulated.
  '--disable-gpu-compositing',
]

/** The built studio in a real browser, signed in. */
export interface BrowserStudio {
  readonly server: StudioServer
  readonly browser: Browser
  readonly context: BrowserContext
  readonly page: Page
  /** What the page wrote to its console as errors, and what it threw. Kept over reloads. */
  readonly problems: string[]
  close(): Promise<void>
}

export interface BrowserStudioOptions extends ServerOptions {
  readonly width?: number
  readonly height?: number
  readonly colorScheme?: 'dark' | 'light'
}

export async function openBrowserStudio(options: BrowserStudioOptions): Promise<BrowserStudio> {
  const { width = 1280, height = 800, colorScheme = 'dark', ...serverOptions } = options
  const server = await startServer(serverOptions)
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGUMENTS })
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, acceptDownloads: true })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  page.on('pageerror', (error) => problems.push(error.stack ?? error.message))
  await page.goto(server.newLink())
  return {
    server,
    browser,
    context,
    page,
    problems,
    close: async () => {
      await browser.close()
      await server.close()
    },
  }
}

/** Drops the files of a folder on the middle of the page, as from a file manager. */
export async function dropFiles(page: Page, folder: string): Promise<void> {
  const files = readdirSync(folder)
    .sort()
    .map((name) => ({ name, base64: readFileSync(join(folder, name)).toString('base64') }))
  const data = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer()
    for (const { name, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      transfer.items.add(new File([bytes], name, { type: 'image/jpeg' }))
    }
    return transfer
  }, files)
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('body', type, { dataTransfer: data })
}
