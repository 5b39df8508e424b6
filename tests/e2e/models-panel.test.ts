import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { meanOfChannels } from '../support/onnx/tiny-models.ts'
import { type BrowserStudio, openBrowserStudio } from '../support/studio/browser-studio.ts'
import { startUnreliableServer, type UnreliableServer } from '../support/unreliable-server.ts'

/** Large enough to be paused on its way. */
const CONTENT = new Uint8Array(2_000_000)

const folder = mkdtempSync(join(tmpdir(), 'glimpse3d-models-panel-'))
let studio: BrowserStudio
let server: UnreliableServer
beforeAll(async () => {
  vi.stubEnv('GLIMPSE3D_HOME', join(folder, 'home'))
  server = await startUnreliableServer(CONTENT)
  studio = await openBrowserStudio({ library: join(folder, 'library') })
})
afterAll(async () => {
  await studio.close()
  await server.close()
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

test('in the Models panel a file is added and chosen, a download shows licence and size, pauses, goes on and tells why it failed', async () => {
  const { page, problems } = studio
  const background = page.getByRole('group', { name: /^Background/ })
  await page.getByRole('button', { name: 'Models' }).click()
  expect(await background.getByRole('radio', { name: /^Built in/ }).isChecked()).toBe(true)

  const file = join(folder, 'statue.onnx')
  writeFileSync(file, meanOfChannels([1, 3, 320, 320], 'input.1'))
  const chooser = page.waitForEvent('filechooser')
  await background.getByRole('button', { name: 'Add file…' }).click()
  await (await chooser).setFiles(file)
  const own = background.getByRole('radio', { name: /^statue/ })
  await own.waitFor()
  expect(await own.isChecked()).toBe(true)
  await background.getByRole('radio', { name: /^Built in/ }).click()
  await expect.poll(() => own.isChecked()).toBe(false)

  await page.getByLabel('Mirror').fill(server.url)
  await page.getByLabel('Mirror').press('Enter')
  server.mishaps.push({}, { stallsAfter: 500_000 })
  await background.getByRole('button', { name: 'Install…' }).first().click()
  const question = page.getByRole('dialog', { name: 'Download U2-Net small?' })
  expect(await question.textContent()).toContain('2.0 MB are downloaded. Licence: Apache-2.0')
  await question.getByRole('button', { name: 'Agree and download' }).click()
  await background.getByText('500 kB of 2.0 MB').waitFor()
  await background.getByRole('button', { name: 'Pause' }).click()
  await background.getByText('Paused at 500 kB of 2.0 MB').waitFor()
  await background.getByRole('button', { name: 'Go on' }).click()
  await background.getByRole('alert').filter({ hasText: 'What arrived is not u2netp.onnx' }).waitFor()
  expect(server.requests.at(-1)).toMatch(/u2netp\.onnx bytes=500000-$/)
  await background.getByRole('button', { name: 'Give up the download of U2-Net small' }).click()
  await expect.poll(() => background.getByRole('button', { name: 'Install…' }).count()).toBe(5)
  expect(problems).toEqual([])
})
