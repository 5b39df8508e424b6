/**
 * The studio in a real browser: time to first content, frame times while training runs, a large cloud's time to open and
 * memory beside Spark's own loader in an empty page, and what a preview costs. Build first: npm run build.
 *
 *   node bench/studio.ts [--splats 1000000] [--skip-run]
 */
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, type Page } from 'playwright-core'
import { exportModel } from '../src-engine/export/export-model.ts'
import { loadTrainedSplats } from '../src-engine/library/results/trained-splats.ts'
import {
  type BrowserStudio,
  CHROMIUM,
  CHROMIUM_ARGUMENTS,
  openBrowserStudio,
} from '../tests/support/studio/browser-studio.ts'
import { serveBareSpark } from './support/bare-spark.ts'
import { makeSyntheticProject } from './support/synthetic-project.ts'

const { values } = parseArgs({
  options: { splats: { type: 'string', default: '1000000' }, 'skip-run': { type: 'boolean', default: false } },
})
const count = Number(values.splats)
const library = join(mkdtempSync(join(tmpdir(), 'studio-bench-')), 'library')
const show = (what: string, figures: Record<string, unknown>) => console.log(JSON.stringify({ what, ...figures }))

await firstContent()
await largeCloud()
await bareSpark()
if (!values['skip-run']) await whileTraining()

/** Five fresh pages of one browser: the first fills its caches. */
async function firstContent(): Promise<void> {
  const studio = await openBrowserStudio({ library: `${library}-empty` })
  const paints: number[] = []
  const shown: number[] = []
  for (let i = 0; i < 5; i++) {
    const begun = performance.now()
    await studio.page.reload()
    await studio.page.getByRole('heading', { level: 1 }).waitFor()
    shown.push(performance.now() - begun)
    const paint = await studio.page.waitForFunction(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    )
    paints.push((await paint.jsonValue()) as number)
  }
  show('first content, milliseconds', {
    firstContentfulPaint: paints.map(Math.round),
    headingShown: shown.map(Math.round),
  })
  await studio.close()
}

async function largeCloud(): Promise<void> {
  const id = await makeSyntheticProject(library, count, 0)
  const studio = await openBrowserStudio({ library })
  const { page } = studio
  await page.getByRole('heading', { level: 1 }).waitFor()
  const before = await memory(studio)
  await watchFrames(page)
  const begun = performance.now()
  await page.evaluate((hash) => location.assign(hash), `#/project/${id}`)
  const crop = page.getByRole('button', { name: 'Crop to a box or a sphere' })
  await crop.and(page.locator(':not([aria-disabled="true"])')).waitFor({ timeout: 120_000 })
  const seconds = (performance.now() - begun) / 1000
  show('open a large cloud', { splats: count, secondsToEditable: round(seconds), ...(await frames(page)) })
  show('memory of the page with it, MiB', { before, after: await memory(studio) })
  await studio.close()
}

async function bareSpark(): Promise<void> {
  const id = `synthetic-${count}`
  const ply = join(library, 'cloud.ply')
  const { cloud } = await loadTrainedSplats(join(library, id, 'work', 'training'))
  await exportModel({ cloud, format: 'ply', path: ply })
  const peer = await serveBareSpark(ply)
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGUMENTS })
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(peer.address)
  const loaded = await page.waitForFunction(() => (window as unknown as { loadedAfter?: number }).loadedAfter)
  show('Spark alone, the same splats as PLY', {
    splats: count,
    secondsToLoaded: round(((await loaded.jsonValue()) as number) / 1000),
    megabytes: round(readFileSync(ply).length / 1e6),
  })
  await browser.close()
  peer.close()
}

async function whileTraining(): Promise<void> {
  const studio = await openBrowserStudio({ library: `${library}-run` })
  const { page } = studio
  const sizes: number[] = []
  page.on('response', async (response) => {
    if (response.url().includes('/preview?')) sizes.push(Number(response.headers()['content-length']))
  })
  await page.getByRole('button', { name: 'Try the sample' }).click()
  const start = page.getByRole('banner').getByRole('button', { name: 'Start', exact: true })
  await page.getByRole('option', { name: 'photo_031.jpg' }).waitFor({ timeout: 120_000 })
  await start.click()
  await page.waitForResponse((response) => response.url().includes('/preview?'), { timeout: 300_000 })
  await watchFrames(page)
  await page.waitForTimeout(30_000)
  const figures = await frames(page)
  const splats = await page.getByText(/splats$/).allTextContents()
  show('30 seconds of training', { ...figures, previews: sizes.length, previewBytes: sizes.slice(-3), splats })
  await studio.close()
}

/** Counts the page's frames and the tasks that held it up, from now on. */
function watchFrames(page: Page): Promise<void> {
  return page.evaluate(() => {
    const record = { gaps: [] as number[], longTasks: [] as number[] }
    Object.assign(window, { frameRecord: record })
    let last = performance.now()
    const tick = (now: number) => {
      record.gaps.push(now - last)
      last = now
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
    new PerformanceObserver((list) =>
      record.longTasks.push(...list.getEntries().map(({ duration }) => duration)),
    ).observe({
      entryTypes: ['longtask'],
    })
  })
}

async function frames(page: Page): Promise<Record<string, number>> {
  const { gaps, longTasks } = await page.evaluate(
    () => (window as unknown as { frameRecord: { gaps: number[]; longTasks: number[] } }).frameRecord,
  )
  const sorted = gaps.toSorted((a, b) => a - b)
  const at = (share: number) => round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0)
  return {
    frames: gaps.length,
    medianFrameMs: at(0.5),
    p95FrameMs: at(0.95),
    longestFrameMs: at(1),
    longTasks: longTasks.length,
    longestTaskMs: Math.max(0, ...longTasks),
  }
}

/** Resident memory by kind of process. */
async function memory({ browser }: BrowserStudio): Promise<Record<string, number>> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const sums: Record<string, number> = {}
  for (const { type, id } of processInfo) {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]
    sums[type] = Math.round((sums[type] ?? 0) + Number(kilobytes) / 1024)
  }
  return sums
}

function round(value: number): number {
  return Number(value.toFixed(value < 10 ? 2 : 1))
}
