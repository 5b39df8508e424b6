/**
 * Takes pictures of the studio's screens, for looking at and for the docs.
 *
 *   node scripts/take-screenshots.ts <library folder> <output folder> [--size 1280x800] [--theme dark|light] [--only name,…]
 *
 * The library must hold a project that has been run to its end; it is copied first. Build first: npm run build.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { openBrowserStudio } from '../tests/support/studio/browser-studio.ts'
import { engineProcessId } from '../tests/support/studio/engine-process-id.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', default: '1280x800' },
    theme: { type: 'string', default: 'dark' },
    only: { type: 'string' },
  },
})
const [libraryFolder, output] = positionals
if (!libraryFolder || !output) throw new Error('usage: node scripts/take-screenshots.ts <library> <output>')
mkdirSync(output, { recursive: true })
const [width, height] = values.size.split('x').map(Number)
const only = values.only?.split(',')
const temporary = mkdtempSync(join(tmpdir(), 'screens-'))
const id = readdirSync(libraryFolder).find((name) => !name.startsWith('.') && !name.endsWith('.json'))!
/** Software drawing of a whole cloud, its sorting and the camera's flight. */
const SETTLE_MS = 5000

type Step = (page: Page) => Promise<void>

const openProject: Step = async (page) => {
  await page.evaluate((hash) => location.assign(hash), `#/project/${id}`)
  await page.locator('button[aria-label="Select with a rectangle"]:not([aria-disabled])').waitFor({ timeout: 120_000 })
  await page.waitForTimeout(SETTLE_MS)
}
const leave: Step = async (page) => {
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
}

/** In this order: each goes on where the one before it stopped. */
const SCREENS: readonly (readonly [string, Step])[] = [
  ['library', (page) => page.waitForTimeout(1500)],
  ['finished', openProject],
  [
    'compare',
    async (page) => {
      await page.getByRole('option', { name: /photo_003\.jpg/ }).dblclick()
      await page.getByRole('slider', { name: 'Comparison of photo and render' }).waitFor()
      await page.waitForTimeout(SETTLE_MS)
    },
  ],
  [
    'crop',
    async (page) => {
      await page.getByRole('button', { name: 'Leave the photo' }).click()
      await page.getByRole('button', { name: 'Crop to a box or a sphere' }).click()
      await page.waitForTimeout(SETTLE_MS)
    },
  ],
  [
    'floaters',
    async (page) => {
      await leave(page)
      await page.getByRole('button', { name: 'Find floaters' }).first().click()
      await page.waitForTimeout(SETTLE_MS)
    },
  ],
  [
    'mesh',
    async (page) => {
      await leave(page)
      await page.getByRole('radio', { name: 'Mesh' }).click()
      await page.waitForTimeout(SETTLE_MS)
    },
  ],
  [
    'depth',
    async (page) => {
      await page.getByRole('radio', { name: 'Depth' }).click()
      await page.waitForTimeout(SETTLE_MS)
    },
  ],
  [
    'info',
    async (page) => {
      await page.getByRole('radio', { name: 'Splats' }).click()
      await page.getByRole('tab', { name: 'Info' }).click()
      await page.waitForTimeout(SETTLE_MS)
    },
  ],
  [
    'export',
    async (page) => {
      await page.getByRole('button', { name: 'Export with options' }).click()
      await page.waitForTimeout(3000)
    },
  ],
  [
    'settings',
    async (page) => {
      await leave(page)
      await page.keyboard.press('Control+,')
      await page.getByRole('tab', { name: 'Compute' }).click()
      await page.waitForTimeout(4000)
    },
  ],
  [
    'palette',
    async (page) => {
      await leave(page)
      await page.keyboard.press('Control+k')
      await page.waitForTimeout(1000)
    },
  ],
  [
    'shortcuts',
    async (page) => {
      await leave(page)
      await page.keyboard.press('?')
      await page.waitForTimeout(1000)
    },
  ],
  [
    'turntable',
    async (page) => {
      await leave(page)
      await page.keyboard.press('Control+k')
      await page.keyboard.type('turntable')
      await page.keyboard.press('Enter')
      await page.waitForTimeout(2000)
    },
  ],
]

/** From nothing to a run that breaks. */
const FIRST_RUN: readonly (readonly [string, Step])[] = [
  ['first-run', (page) => page.waitForTimeout(1500)],
  [
    'ready',
    async (page) => {
      await page.getByRole('button', { name: 'Try the sample' }).click()
      await page.getByRole('option', { name: 'photo_031.jpg' }).waitFor({ timeout: 120_000 })
      await page.waitForTimeout(2000)
    },
  ],
  [
    'cameras',
    async (page) => {
      await page.getByRole('banner').getByRole('button', { name: 'Start', exact: true }).click()
      await page.getByText(/of 32 photos placed/).waitFor({ timeout: 300_000 })
      await page.waitForTimeout(4000)
    },
  ],
  [
    'running',
    async (page) => {
      await page.getByText(/^Step [\d,.]+/).waitFor({ timeout: 300_000 })
      await page.waitForTimeout(60_000)
    },
  ],
  [
    'queue',
    async (page) => {
      await page.getByRole('button', { name: /^Queue/ }).click()
      await page.waitForTimeout(1500)
    },
  ],
  [
    'error',
    async (page) => {
      await leave(page)
      process.kill(engineProcessId(), 'SIGKILL')
      await page
        .getByText(/stopped unexpectedly/)
        .first()
        .waitFor()
      await page.waitForTimeout(1000)
    },
  ],
]

const library = join(temporary, 'library')
cpSync(resolve(libraryFolder), library, { recursive: true, filter: (file) => !file.endsWith('.lock') })
const colorScheme = values.theme === 'light' ? 'light' : 'dark'
await screens(library, SCREENS)
await screens(join(temporary, 'empty'), FIRST_RUN)

async function screens(folder: string, wanted: readonly (readonly [string, Step])[]): Promise<void> {
  // Not further than to the last one that is asked for.
  const last = only ? wanted.findLastIndex(([name]) => only.includes(name)) : wanted.length - 1
  if (last < 0) return
  const studio = await openBrowserStudio({ library: folder, width, height, colorScheme })
  for (const [name, step] of wanted.slice(0, last + 1)) {
    await step(studio.page)
    if (only && !only.includes(name)) continue
    await studio.page.screenshot({ path: join(output, `${name}.png`), timeout: 120_000 })
    console.log(name)
  }
  for (const problem of studio.problems) console.error(problem)
  await studio.close()
}
