import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSettings, writeSettings } from '../../../src-main/host/settings-file.ts'
import { SETTINGS_DEFAULTS } from '../../../src-shared/studio-api/studio.ts'
import { temporaryFolder } from '../../support/test-photos.ts'

test('settings are read as they were written, the cloud they name included', async () => {
  const library = temporaryFolder()
  expect(await readSettings(library)).toEqual(SETTINGS_DEFAULTS)
  const cloud = { url: 'https://abc.supabase.co', anonKey: 'sb_publishable_k' }
  await writeSettings(library, { ...SETTINGS_DEFAULTS, theme: 'dark', cloud })
  expect(await readSettings(library)).toEqual({ ...SETTINGS_DEFAULTS, theme: 'dark', cloud })
})

test('settings of an older studio are kept; what it did not know is at its default', async () => {
  const library = temporaryFolder()
  writeFileSync(
    join(library, 'settings.json'),
    JSON.stringify({ theme: 'dark', preset: 'fast', backend: 'cpu', threads: 3 }),
  )
  expect(await readSettings(library)).toEqual({
    theme: 'dark',
    preset: 'fast',
    backend: 'cpu',
    threads: 3,
    cloud: null,
    syncLimit: null,
    syncOnMetered: false,
  })
})

test.each(['{', '[]', 'null', '{"theme":"plaid"}', '{"cloud":{"url":"https://a","anonKey":"sb_secret_1"}}'])(
  'a file that holds %s means the defaults',
  async (content) => {
    const library = temporaryFolder()
    writeFileSync(join(library, 'settings.json'), content)
    expect(await readSettings(library)).toEqual(SETTINGS_DEFAULTS)
  },
)
