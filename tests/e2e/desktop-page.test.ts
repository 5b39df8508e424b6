import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { expect, test } from 'vitest'
import { startDrivenApp } from '../support/electron/driven-app.ts'
import { openPageOfApp } from '../support/electron/page-of-app.ts'
import { smallVase } from '../support/small-vase.ts'
import { temporaryFolder } from '../support/test-photos.ts'

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const GPU_IN_SOFTWARE = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader']

test.skipIf(!existsSync(CHROMIUM))(
  'the built page, preload and main process of the desktop app work together: photos of the native dialog become a project',
  async () => {
    const root = temporaryFolder()
    const folder = await smallVase(join(root, 'Blue vase'), 3)
    const app = await startDrivenApp(join(root, 'home'))
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', ...GPU_IN_SOFTWARE] })
    try {
      await app.until(({ record }) => record.menu.length > 0)
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
      // The viewport is drawn by the CPU here, which takes its time.
      context.setDefaultTimeout(120_000)
      const refused: string[] = []
      context.on('console', (message) => {
        if (/Content Security Policy/.test(message.text())) refused.push(message.text())
      })
      const page = await openPageOfApp(app, context, folder)
      await page.locator('#root > *').first().waitFor({ state: 'visible' })
      await app.evaluate(async ({ record }, folder) => {
        type Item = { label?: string; submenu?: Item[]; click?: () => unknown }
        record.chosen.push([folder])
        const file = (record.menu as Item[]).find(({ label }) => label === 'File')
        await file?.submenu?.find(({ label }) => label === 'Add Folder…')?.click?.()
      }, folder)
      const question = page.getByRole('dialog', { name: 'How do these 3 photos belong together?' })
      await question.getByRole('radio', { name: /One object/, checked: true }).press('Enter')
      await page.waitForURL(/#\/project\/blue-vase-/)
      await page.waitForFunction(
        () =>
          [...document.querySelectorAll<HTMLImageElement>('img[src*="/thumbnail/"]')].filter(
            ({ complete, naturalWidth }) => complete && naturalWidth > 0,
          ).length >= 3,
      )
      expect(refused).toEqual([])

      // Loaded anew it is told all that it has to know.
      await page.reload()
      await page.waitForFunction(() => document.querySelectorAll('img[src*="/thumbnail/"]').length >= 3)
    } finally {
      await browser.close()
      app.end()
    }
  },
  300_000,
)
