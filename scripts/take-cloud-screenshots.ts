/**
 * Takes pictures of what the studio shows of the cloud, for looking at and for the docs.
 *
 *   node scripts/take-cloud-screenshots.ts <output folder> [--size 1280x800] [--theme dark|light] [--renderer <folder>]
 *
 * Everything is made here: projects of the sample photos, a cloud (tests/support/supabase), and another machine of the same
 * person's. Build first: npm run build.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { trashProject } from '../src-main/cloud/sync/cloud-trash.ts'
import { downloadProject } from '../src-main/cloud/sync/download-project.ts'
import { syncProject } from '../src-main/cloud/sync/sync-project.ts'
import { machine } from '../tests/support/cloud/machine.ts'
import { openBrowserStudio } from '../tests/support/studio/browser-studio.ts'
import { startSupabaseStandIn } from '../tests/support/supabase/stand-in.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', default: '1280x800' },
    theme: { type: 'string', default: 'dark' },
    renderer: { type: 'string' },
  },
})
const [output] = positionals
if (!output) throw new Error('usage: node scripts/take-cloud-screenshots.ts <output folder>')
mkdirSync(output, { recursive: true })
const [width, height] = values.size.split('x').map(Number)
const EMAIL = 'maker@example.org'
const NAMES = ['Vase', 'Vase, more light', 'Vase, first try']
const LAPTOP = { id: '22222222-1111-4111-8111-111111111111', name: 'laptop' }
/** Changes of a project are looked at when nothing more has happened for three seconds. */
const NOTICED_MS = 4000
const root = mkdtempSync(join(tmpdir(), 'cloud-screens-'))
const library = join(root, 'library')
process.env.GLIMPSE3D_HOME = join(root, 'home')

const cloud = await startSupabaseStandIn()
const openStudio = () =>
  openBrowserStudio({
    ...{ library, width, height, colorScheme: values.theme === 'light' ? 'light' : 'dark' },
    ...(values.renderer !== undefined && { renderer: values.renderer }),
  })
await makeProjects(NAMES)
const studio = await openStudio()
const { page } = studio
const dialog = page.getByRole('dialog', { name: 'Cloud' })
const row = (name: string) => dialog.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) })
await signIn()
for (const name of NAMES) {
  await row(name).getByRole('switch').click()
  await row(name).getByText('Synced', { exact: true }).waitFor()
}
await otherMachine(page)
await row('Vase, more light').getByText('Both versions kept', { exact: true }).waitFor({ timeout: 120_000 })
await row('Vase, more light (from laptop)').getByText('Synced', { exact: true }).waitFor({ timeout: 120_000 })
await row('Vase, first try').getByText('In the trash', { exact: true }).waitFor()
await dialog.getByText('42 %, on laptop').waitFor()
for (const toast of ['Vase, more light was changed on two machines.', 'Vase, first try has been moved to the trash.']) {
  await page.getByText(toast, { exact: true }).first().waitFor({ state: 'hidden' })
}
await page.mouse.move(0, 0)
await page.screenshot({ path: join(output, 'cloud.png') })
await page.keyboard.press('Escape')
await page.waitForTimeout(NOTICED_MS)
await page.screenshot({ path: join(output, 'cloud-library.png') })
await studio.close()
await cloud.stop()
process.exit(0)

/** Projects of the sample photos, by copying the first. */
async function makeProjects(names: readonly string[]): Promise<void> {
  const first = await openStudio()
  await first.page.getByRole('button', { name: 'Try the sample' }).click()
  await first.page.getByRole('option', { name: 'photo_031.jpg' }).waitFor({ timeout: 120_000 })
  await first.close()
  const [sample] = readdirSync(library).filter((name) => name.startsWith('vase'))
  for (const [i, name] of names.entries()) {
    const folder = join(library, i === 0 ? sample : `vase-${i}`)
    if (i > 0) cpSync(join(library, sample), folder, { recursive: true })
    rename(folder, name)
  }
}

function rename(folder: string, name: string): void {
  const record = join(folder, 'studio.json')
  writeFileSync(record, JSON.stringify({ ...JSON.parse(readFileSync(record, 'utf8')), name }))
}

async function signIn(): Promise<void> {
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

/** Another machine changes one project, which is changed here too, works on another, and puts the third into the trash. */
async function otherMachine(studioPage: Page): Promise<void> {
  const { account, library: elsewhere, options } = await machine(cloud, EMAIL, join(root, 'elsewhere'), 2)
  const onLaptop = { ...options, device: LAPTOP }
  mkdirSync(elsewhere)
  const rows = await cloud.database.query<{ id: string; name: string }>('select id, name from public.projects')
  const idOf = (name: string) => rows.rows.find((known) => known.name === name)?.id ?? ''
  const changed = await downloadProject(account, idOf('Vase, more light'), elsewhere, onLaptop)
  // Both before either has heard of the other.
  writeFileSync(join(library, 'vase-1', 'notes.txt'), 'taken at noon')
  writeFileSync(join(changed, 'notes.txt'), 'taken in the evening')
  await syncProject(account, changed, onLaptop)
  await trashProject(account, idOf('Vase, first try'))
  await cloud.database.query(
    `update public.projects set status = 'reconstructing', current_step = 'training', step_progress = 0.42,
       device_id = $1, device_name = $2 where name = 'Vase'`,
    [LAPTOP.id, LAPTOP.name],
  )
  await studioPage.waitForTimeout(NOTICED_MS)
}
