import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openCloudSessionHere } from '../../../src-main/cli/cloud/open-cloud-session.ts'
import { writeSettings } from '../../../src-main/host/settings-file.ts'
import { SETTINGS_DEFAULTS } from '../../../src-shared/studio-api/studio.ts'
import { temporaryFolder } from '../../support/test-photos.ts'

const CLOUD = { url: 'https://abc.supabase.co', anonKey: 'sb_publishable_k' }
let library: string

beforeEach(() => {
  library = temporaryFolder()
  for (const name of ['SUPABASE_URL', 'SUPABASE_ANON_KEY', 'CLOUD_TOKEN']) vi.stubEnv(`GLIMPSE3D_${name}`, undefined)
})
afterEach(() => vi.unstubAllEnvs())

test('without a cloud there is nothing to sign in to', async () => {
  await expect(openCloudSessionHere(library)).rejects.toMatchObject({
    code: 'bad_arguments',
    hint: expect.stringContaining('docs/cloud.md'),
  })
})

test('without a token and a terminal nobody signs in, and no code is sent', async () => {
  await writeSettings(library, { ...SETTINGS_DEFAULTS, cloud: CLOUD })
  const send = vi.spyOn(globalThis, 'fetch')
  await expect(openCloudSessionHere(library, 'ada@example.org')).rejects.toMatchObject({
    code: 'not_signed_in',
    hint: expect.stringContaining('GLIMPSE3D_CLOUD_TOKEN'),
  })
  expect(send).not.toHaveBeenCalled()
  send.mockRestore()
})

test('a token in the environment is signed in with, unasked', async () => {
  await writeSettings(library, { ...SETTINGS_DEFAULTS, cloud: CLOUD })
  const claims = { role: 'authenticated', sub: 'u1', email: 'ada@example.org', exp: Date.now() / 1000 + 600 }
  vi.stubEnv('GLIMPSE3D_CLOUD_TOKEN', `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`)
  const session = await openCloudSessionHere(library)
  expect([session.url, await session.user()]).toEqual([CLOUD.url, { id: 'u1', email: 'ada@example.org' }])
  await session.close()
})
