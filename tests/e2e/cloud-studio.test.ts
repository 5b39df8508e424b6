import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { trainedCloud } from '../../src-engine/library/trained-cloud.ts'
import { SPLAT_CODECS } from '../../src-engine/splats/formats/codecs.ts'
import { projectsUnderSync } from '../../src-main/cloud/sync/local-projects.ts'
import { syncProject } from '../../src-main/cloud/sync/sync-project.ts'
import { openLibrary } from '../../src-main/host/library-shelf.ts'
import { projectPaths } from '../../src-main/host/stored-project.ts'
import { encodeIndexSet } from '../../src-shared/index-set.ts'
import { machine } from '../support/cloud/machine.ts'
import { finishStages } from '../support/finished-stages.ts'
import { sphereMesh } from '../support/sphere-mesh.ts'
import { type BrowserStudio, openBrowserStudio } from '../support/studio/browser-studio.ts'
import { colourfulShare, pixelsOf, psnrBetween } from '../support/studio/canvas-pixels.ts'
import { type SupabaseStandIn, startSupabaseStandIn } from '../support/supabase/stand-in.ts'
import { randomSplats } from '../support/test-models.ts'
import { temporaryFolder } from '../support/test-photos.ts'

const EMAIL = 'maker@example.org'
const SPLATS = 500
const DELETED = 450
/** Two cores, with WebGL in software beside it. */
const PATIENCE_MS = 120_000
const root = temporaryFolder()
let cloud: SupabaseStandIn
let studio: BrowserStudio

beforeAll(async () => {
  cloud = await startSupabaseStandIn()
  const library = await openLibrary(join(root, 'workshop'))
  await finishedBall(library)
  library.close()
})
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await studio?.page.screenshot({ path: join(tmpdir(), 'glimpse3d-failed.png') })
})
afterAll(async () => {
  await studio?.close()
  await cloud?.stop()
  vi.unstubAllEnvs()
})

/** A finished project: splats, surface, and the preview that a studio draws. */
async function finishedBall(library: Awaited<ReturnType<typeof openLibrary>>): Promise<void> {
  const project = await library.create('Ball')
  const paths = projectPaths(project.folder)
  const bytes = await sharp({ create: { width: 256, height: 256, channels: 3, background: '#c63' } })
    .jpeg()
    .toBuffer()
  const splats = randomSplats(SPLATS, 1)
  await finishStages(paths.work, {
    cloud: splats,
    mesh: sphereMesh(20, { mimeType: 'image/jpeg', width: 256, height: 256, bytes: Uint8Array.from(bytes) }),
  })
  await writeFile(paths.preview, await SPLAT_CODECS.splat.encode(splats))
  Object.assign(project.run, { state: 'completed', preview: { revision: 1, step: 1, splats: SPLATS } })
  for (const status of project.run.stages) Object.assign(status, { state: 'finished', fraction: 1, seconds: 1 })
  await project.saveRun()
}

/** A machine of the person's: its own library and its own name. */
async function openMachine(name: string): Promise<BrowserStudio> {
  vi.stubEnv('GLIMPSE3D_HOME', join(root, `home of ${name}`))
  const opened = await openBrowserStudio({ library: join(root, name) })
  opened.page.setDefaultTimeout(PATIENCE_MS)
  return opened
}

async function signIn(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Cloud' })
  await page.getByRole('button', { name: 'Cloud', exact: true }).click()
  await dialog.getByLabel('Address').fill(cloud.url)
  await dialog.getByLabel('Key').fill(cloud.anonKey)
  await dialog.getByRole('button', { name: 'Connect' }).click()
  await dialog.getByLabel('Email').fill(EMAIL)
  await dialog.getByRole('button', { name: 'Send code' }).click()
  await dialog.getByLabel('Code').waitFor()
  await dialog.getByLabel('Code').fill(cloud.mailbox.code(EMAIL))
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
  await dialog.getByText(`Signed in as ${EMAIL}`).waitFor()
}

/** Deletes splats on the first machine, whose studio is closed, and syncs. */
async function editAndSend(): Promise<void> {
  const { account, options } = await machine(cloud, EMAIL, join(root, 'workshop'), 1)
  const [{ folder }] = await projectsUnderSync(join(root, 'workshop'))
  const { name } = (await trainedCloud(projectPaths(folder).work))!
  const splats = encodeIndexSet(
    Array.from({ length: DELETED }, (_, i) => i),
    SPLATS,
  )
  const queue = { cloud: name, operations: [{ type: 'delete', splats, label: 'selected' }], cursor: 1, revision: 1 }
  await writeFile(join(folder, 'edits.json'), JSON.stringify(queue))
  expect(await syncProject(account, folder, options)).toMatchObject({ kind: 'in-step', did: 'sent' })
}

/** The middle of the viewport. */
async function middle(page: Page) {
  const box = (await page.getByRole('region', { name: 'Viewport' }).boundingBox())!
  return { x: box.x + box.width / 4, y: box.y + box.height / 4, width: box.width / 2, height: box.height / 2 }
}

/** The model as the viewport draws it. */
async function picture(page: Page) {
  await page.getByRole('link', { name: /^Ball/ }).click()
  const clip = await middle(page)
  await expect
    .poll(async () => colourfulShare(await pixelsOf(page, clip)), { timeout: PATIENCE_MS })
    .toBeGreaterThan(0.02)
  return pixelsOf(page, clip)
}

test('a project that is kept in the cloud is fetched on a second machine and shows the same model there', async () => {
  studio = await openMachine('workshop')
  const { page } = studio
  const dialog = page.getByRole('dialog', { name: 'Cloud' })
  await page.getByRole('button', { name: 'Cloud', exact: true }).click()
  await dialog.getByLabel('Address').fill('http://example.org')
  await dialog.getByLabel('Key').fill(cloud.serviceRoleKey)
  await dialog.getByRole('button', { name: 'Connect' }).click()
  expect((await dialog.getByRole('alert').allTextContents()).join(' ')).toMatch(
    /begin with https.*service_role \(secret\)/,
  )
  await page.keyboard.press('Escape')

  await signIn(page)
  await dialog.getByRole('switch', { name: 'Keep Ball in the cloud' }).click()
  await dialog.getByText('Synced').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('listitem').filter({ hasText: 'Ball' }).getByText('Synced').waitFor()
  const here = await picture(page)
  const sent = (await cloud.database.query<{ count: number }>('select count(*)::int as count from storage.objects'))
    .rows
  expect(sent[0].count).toBeGreaterThan(5)
  const { problems } = studio
  await studio.close()
  expect(problems).toEqual([])

  studio = await openMachine('laptop')
  await signIn(studio.page)
  await studio.page.keyboard.press('Escape')
  const shelf = studio.page.getByRole('region', { name: 'Only in the cloud' })
  // The other machine's progress is seen as it comes.
  const tell = (share: number) =>
    cloud.database.query(
      `update public.projects set status = 'reconstructing', current_step = 'training', step_progress = ${share}, device_name = 'workshop'`,
    )
  await tell(0.25)
  await shelf.getByText('Reconstructing, 25 %, on workshop').waitFor()
  await tell(0.5)
  await shelf.getByText('Reconstructing, 50 %, on workshop').waitFor()
  await shelf.getByRole('button', { name: 'Fetch' }).click()
  const there = await picture(studio.page)
  expect(psnrBetween(here, there)).toBeGreaterThan(30)

  // What is edited on the first machine meanwhile shows in the open page.
  const selected = (count: number) => studio.page.getByText(`0 of ${count}`, { exact: true }).waitFor()
  await selected(SPLATS)
  await editAndSend()
  await selected(SPLATS - DELETED)
  await expect
    .poll(async () => psnrBetween(there, await pixelsOf(studio.page, await middle(studio.page))))
    .toBeLessThan(30)
  await studio.page.getByText('Ball: The version of another machine has come.', { exact: true }).waitFor()
  expect(studio.problems).toEqual([])
})
