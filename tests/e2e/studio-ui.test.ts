import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { validateBytes } from 'gltf-validator'
import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { smallVase } from '../support/small-vase.ts'
import { type BrowserStudio, CHROMIUM, dropFiles, openBrowserStudio } from '../support/studio/browser-studio.ts'
import { colourfulShare, pixelsOf, psnrBetween } from '../support/studio/canvas-pixels.ts'
import { engineProcessId } from '../support/studio/engine-process-id.ts'
import { temporaryFolder } from '../support/test-photos.ts'

/** Training with software WebGL beside it on two cores takes its time. */
const LONG = 240_000

let photos: string
let studio: BrowserStudio
/** Preview files the page has fetched, in order. */
const previews: number[] = []

const viewport = () => studio.page.getByRole('region', { name: 'Viewport' })

/** The middle of the viewport, clear of its bars. */
async function middle(share = 0.5) {
  const box = (await viewport().boundingBox())!
  const [width, height] = [box.width * share, box.height * share]
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height }
}

const shows = (locator: Locator, timeout = LONG) => locator.first().waitFor({ state: 'visible', timeout })

/** One person's way through the studio; each test goes on where the one before it stopped. */
describe.skipIf(!existsSync(CHROMIUM))('the built studio in a real browser with the real engine', () => {
  beforeAll(async () => {
    const root = temporaryFolder()
    photos = await smallVase(join(root, 'photos'), 10)
    studio = await openBrowserStudio({ library: join(root, 'library') })
    studio.page.setDefaultTimeout(60_000)
    studio.page.on('request', (request) => {
      const revision = /\/preview\?revision=(\d+)/.exec(request.url())?.[1]
      if (revision !== undefined) previews.push(Number(revision))
    })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await studio?.page.screenshot({ path: join(tmpdir(), 'glimpse3d-failed.png') })
  })
  afterAll(() => studio?.close())

  test('dropped photos become a project with thumbnails and a Start', { timeout: LONG }, async () => {
    const { page } = studio
    await shows(page.getByRole('heading', { name: 'Drop photos, get a 3D model' }))
    await dropFiles(page, photos)
    // Several photos may be of one object or of as many: that of one is chosen already, and Enter takes it.
    const question = page.getByRole('dialog', { name: 'How do these 10 photos belong together?' })
    await question.getByRole('radio', { name: /One object/, checked: true }).press('Enter')
    await shows(page.getByRole('banner').getByRole('button', { name: 'Start', exact: true }))
    const thumbnails = page.getByRole('option', { name: /photo_\d+\.jpg/ })
    await expect.poll(() => thumbnails.count(), { timeout: LONG }).toBe(10)
    await expect
      .poll(() =>
        thumbnails
          .first()
          .locator('img')
          .evaluate((image) => (image as HTMLImageElement).naturalWidth),
      )
      .toBeGreaterThan(100)
  })

  test('a run shows its stages, and splats form in the viewport', { timeout: 2 * LONG }, async () => {
    const { page } = studio
    await page.getByRole('button', { name: /^Preset and options/ }).click()
    await page.getByRole('radio', { name: /^Fast/ }).check({ force: true })
    await page.getByLabel('Keep the scene').click()
    await page.getByLabel('Training steps').fill('900')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await page.getByRole('banner').getByRole('button', { name: 'Start', exact: true }).click()
    await shows(page.getByRole('button', { name: 'Pause' }))
    await expect.poll(() => new Set(previews).size, { timeout: LONG }).toBeGreaterThanOrEqual(2)
    await expect
      .poll(async () => colourfulShare(await pixelsOf(page, await middle())), { timeout: LONG })
      .toBeGreaterThan(0.02)
  })

  test('a reload in mid-run loses nothing', { timeout: LONG }, async () => {
    const { page } = studio
    const step = page.getByText(/^Step [\d,.]+ of/)
    const stepNumber = async () => Number(/Step ([\d,.]+)/.exec((await step.textContent()) ?? '')?.[1].replace(',', ''))
    await shows(step)
    const before = await stepNumber()
    await page.reload()
    await shows(step)
    expect(await stepNumber()).toBeGreaterThanOrEqual(before)
    await shows(page.getByRole('button', { name: 'Pause' }))
    expect(await page.getByRole('option', { name: /photo_\d+\.jpg/ }).count()).toBe(10)
  })

  test('a paused run stands still and goes on', { timeout: LONG }, async () => {
    const { page } = studio
    await page.getByRole('button', { name: 'Pause' }).click()
    await shows(page.getByText('Paused'))
    await page.getByRole('button', { name: 'Resume' }).first().click()
    await shows(page.getByRole('button', { name: 'Pause' }))
  })

  test('the engine killed in mid-run is started again, and the run resumes to its end', {
    timeout: 3 * LONG,
  }, async () => {
    const { page } = studio
    process.kill(engineProcessId(), 'SIGKILL')
    await shows(page.getByText(/stopped unexpectedly/))
    await page.getByRole('button', { name: 'Resume' }).first().click()
    await shows(page.getByRole('button', { name: 'Export GLB' }), 2 * LONG)
    await shows(page.getByRole('button', { name: 'Run again' }), LONG)
  })

  test('through a photo’s camera the render lies on the photo', { timeout: LONG }, async () => {
    const { page } = studio
    await shows(page.getByRole('button', { name: 'Crop to a box or a sphere' }))
    await page.getByRole('option', { name: /photo_003\.jpg/ }).dblclick()
    const slider = page.getByRole('slider', { name: 'Comparison of photo and render' })
    await shows(slider)
    const seenWith = async (key: 'Home' | 'End') => {
      await slider.press(key)
      // The flight there, sorting and drawing in software.
      await page.waitForTimeout(6000)
      return pixelsOf(page, await middle(0.4))
    }
    const render = await seenWith('Home')
    const photo = await seenWith('End')
    expect(colourfulShare(photo)).toBeGreaterThan(0.02)
    // Pixel on pixel: a shift of a few pixels, or another camera, leaves some 13 dB of this speckled pattern.
    expect(psnrBetween(render, photo)).toBeGreaterThan(17)
    await page.getByRole('button', { name: 'Leave the photo' }).click()
  })

  test('a crop hides what lies outside, and undo brings it back', { timeout: LONG }, async () => {
    const { page } = studio
    await page.getByRole('button', { name: 'Crop to a box or a sphere' }).click()
    const crop = page.getByRole('toolbar', { name: 'Crop' })
    await crop.getByRole('radio', { name: 'Sphere' }).click()
    const kept = crop.getByText(/^Keeps [\d,]+ of [\d,]+$/)
    await shows(kept)
    const [inside, all] = [...((await kept.textContent()) ?? '').matchAll(/[\d,]+/g)].map((found) => found[0])
    expect(inside).not.toBe(all)
    await crop.getByRole('button', { name: 'Apply' }).click()
    const undo = page.getByRole('button', { name: /^Undo: / })
    await shows(undo)
    await undo.click()
    await shows(page.getByRole('button', { name: /^Redo: / }))
    await page.getByRole('button', { name: /^Redo: / }).click()
    await shows(undo)
  })

  test('the exported GLB is a valid model', { timeout: LONG }, async () => {
    const { page } = studio
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: LONG }),
      page.getByRole('button', { name: 'Export GLB' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/\.glb$/)
    const { issues, info } = await validateBytes(readFileSync(await download.path()))
    expect(issues).toMatchObject({ numErrors: 0, numWarnings: 0, numInfos: 0 })
    expect(info.totalTriangleCount).toBeGreaterThan(100)
  })

  test('nothing went wrong that only the console would tell', () => {
    expect(studio.problems).toEqual([])
  })
})
