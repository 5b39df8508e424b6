import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { validateBytes } from 'gltf-validator'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { RING } from '../support/ring.ts'
import { type BrowserStudio, CHROMIUM, dropFiles, openBrowserStudio } from '../support/studio/browser-studio.ts'
import { temporaryFolder } from '../support/test-photos.ts'

const LONG = 240_000

let studio: BrowserStudio

const shows = (locator: Locator, timeout = LONG) => locator.first().waitFor({ state: 'visible', timeout })
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click()
/** Every picture in it has arrived. */
const pictures = async (within: Locator, count: number) => {
  await expect.poll(() => within.locator('img').count(), { timeout: 60_000 }).toBe(count)
  const arrived = () =>
    within.locator('img').evaluateAll((all) => all.filter((img) => (img as HTMLImageElement).naturalWidth >= 64).length)
  await expect.poll(arrived, { timeout: 60_000 }).toBe(count)
}

/** One person's way from one photo to a model; each test goes on where the one before it stopped. */
describe.skipIf(!existsSync(CHROMIUM))('a model of one photo in the built studio', () => {
  beforeAll(async () => {
    studio = await openBrowserStudio({ library: join(temporaryFolder(), 'library') })
    studio.page.setDefaultTimeout(60_000)
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await studio?.page.screenshot({ path: join(tmpdir(), 'glimpse3d-failed.png') })
  })
  afterAll(() => studio?.close())

  test('two dropped photos may be of two objects: each becomes a project, and both are queued', {
    timeout: LONG,
  }, async () => {
    const { page } = studio
    // The photo and its mask lie in one folder.
    await dropFiles(page, dirname(RING.path))
    const question = page.getByRole('dialog', { name: 'How do these 2 photos belong together?' })
    await question.getByRole('radio', { name: /One model per photo/, checked: true }).press('Enter')
    await shows(page.getByText('2 models are queued.'))
    expect(await page.getByRole('link', { name: /^(ring|mask), / }).count()).toBe(2)
    for (const name of ['mask', 'ring']) {
      await page.getByRole('button', { name: `More about ${name}` }).click()
      await page.getByRole('menuitem', { name: 'Cancel the run' }).click()
      await shows(page.getByRole('link', { name: new RegExp(`^${name}, (Cancelled|Not started)`) }))
    }
  })

  test('the photo is cut out, seen from sixteen sides, trained and refined', { timeout: 3 * LONG }, async () => {
    const { page } = studio
    await page.getByRole('link', { name: /^ring, / }).click()
    await page.getByRole('button', { name: /^Preset and options/ }).click()
    await page.getByRole('radio', { name: /^Fast/ }).check({ force: true })
    for (const [label, value] of [
      ['Training steps', '40'],
      ['Refinement iterations', '1'],
    ]) {
      await page.getByLabel(label).fill(value)
      await page.getByLabel(label).press('Enter')
    }
    // Two views are enough to see that views are refined.
    const refined = page.getByRole('button', { name: /^View at [\d.]+°$/, pressed: true })
    for (let index = 15; index > 1; index--) await refined.nth(index).click()
    await page.keyboard.press('Escape')
    await page.keyboard.press('r')
    await shows(page.getByRole('status').filter({ hasText: /Preprocessing|Generating views|Reconstructing/ }))
    await shows(page.getByRole('button', { name: 'Run again' }), 2 * LONG)
  })

  test('views, depths, iterations and pictures are there to look at', { timeout: LONG }, async () => {
    const { page } = studio
    const views = page.getByRole('list', { name: 'The sixteen views' })
    await tab(page, 'Views')
    await pictures(views, 16)
    await page.getByRole('radio', { name: 'Depth' }).last().click()
    await pictures(views, 16)
    await shows(page.getByRole('figure', { name: 'Legend of the depth colours' }).getByText(/Confidence/))

    await tab(page, 'Iterations')
    await shows(page.getByRole('img', { name: /^PSNR: version 0 [\d.]+ dB, version 1 [\d.]+ dB\.$/ }))
    await page.getByRole('radio', { name: 'Pictures' }).click()
    const slider = page.getByRole('slider', { name: 'Comparison of render and enhanced picture' })
    await slider.press('End')
    expect(await slider.getAttribute('aria-valuetext')).toBe('100 % rendered')
    await page.getByRole('radio', { name: 'Figures' }).click()
  })

  test('another version is made the model again', { timeout: LONG }, async () => {
    const { page } = studio
    const row = page.getByRole('row', { name: /^0, as trained/ })
    const other = (await row.getByText('In use').count()) > 0 ? page.getByRole('row', { name: /^1 / }) : row
    await other.getByRole('button', { name: 'Use' }).click()
    await shows(other.getByText('In use'))
    await shows(page.getByRole('button', { name: 'Run again' }))
  })

  test('the exported GLB is a valid model', { timeout: LONG }, async () => {
    const { page } = studio
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: LONG }),
      page.getByRole('button', { name: 'Export GLB' }).click(),
    ])
    const { issues, info } = await validateBytes(readFileSync(await download.path()))
    expect(issues).toMatchObject({ numErrors: 0, numWarnings: 0 })
    expect(info.totalTriangleCount).toBeGreaterThan(100)
  })

  test('a stroke takes away what is no part of the object, and the run goes on from there', {
    timeout: LONG,
  }, async () => {
    const { page } = studio
    await tab(page, 'Cut-out')
    await page.getByRole('button', { name: 'Correct by hand…' }).click()
    const editor = page.getByRole('dialog', { name: 'Correct the cut-out' })
    const canvas = editor.locator('canvas')
    await shows(canvas)
    // The stone is blue, and is to go.
    const blue = () =>
      canvas.evaluate((element) => {
        const painted = element as HTMLCanvasElement
        const { width, height } = painted
        const { data } = painted.getContext('2d')!.getImageData(0, 0, width, height)
        let count = 0
        for (let i = 0; i < data.length; i += 4) if (data[i + 2] > 120 && data[i + 2] > 1.5 * data[i]) count++
        return count / (width * height)
      })
    const before = await blue()
    expect(before).toBeGreaterThan(0.005)
    await page.keyboard.press('x')
    const box = (await canvas.boundingBox())!
    const to = (x: number, y: number) => page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 3 })
    await to(0.46, 0.27)
    await page.mouse.down()
    await to(0.52, 0.28)
    await to(0.46, 0.33)
    await to(0.52, 0.35)
    await page.mouse.up()
    await shows(editor.getByText('Cutting out…'))
    await shows(editor.getByText(/^Found by/))
    expect(await blue()).toBeLessThan(0.75 * before)
    await page.keyboard.press('Control+z')
    await shows(editor.getByText('Cutting out…'))
    await page.keyboard.press('Control+Shift+z')
    await editor.getByRole('button', { name: 'Accept and run again' }).click()
    await shows(page.getByText('One stroke of yours corrects it.'))
    await shows(page.getByRole('status').filter({ hasText: /Generating views|Estimating depth|Reconstructing/ }))
  })

  test('nothing went wrong that only the console would tell', () => {
    expect(studio.problems).toEqual([])
  })
})
