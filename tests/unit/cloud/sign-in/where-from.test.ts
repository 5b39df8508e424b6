import { expect, test } from 'vitest'
import { chooseCloudProject } from '../../../../src-main/cloud/sign-in/choose-cloud-project.ts'
import { storedUser } from '../../../../src-main/cloud/sign-in/session-store.ts'
import { secretsFromEnvironment } from '../../../../src-main/cloud/sign-in/token-from-environment.ts'

const token = (claims: object) => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`
const GLIMPSE3D_SUPABASE_URL = 'https://abc.supabase.co'
const GLIMPSE3D_SUPABASE_ANON_KEY = 'sb_publishable_k'
const SETTINGS = { url: 'https://settings.supabase.co', anonKey: 'sb_publishable_s' }

test('the environment names the cloud before the settings do; without either there is none', () => {
  expect(chooseCloudProject(SETTINGS, { GLIMPSE3D_SUPABASE_URL, GLIMPSE3D_SUPABASE_ANON_KEY })).toEqual({
    url: GLIMPSE3D_SUPABASE_URL,
    anonKey: GLIMPSE3D_SUPABASE_ANON_KEY,
  })
  expect(chooseCloudProject(SETTINGS, { GLIMPSE3D_SUPABASE_URL: '' })).toBe(SETTINGS)
  expect(chooseCloudProject(null, {})).toBeNull()
})

test.each([
  [{ GLIMPSE3D_SUPABASE_URL }, 'GLIMPSE3D_SUPABASE_ANON_KEY is not'],
  [{ GLIMPSE3D_SUPABASE_ANON_KEY }, 'GLIMPSE3D_SUPABASE_URL is not'],
  [{ GLIMPSE3D_SUPABASE_URL, GLIMPSE3D_SUPABASE_ANON_KEY: 'sb_secret_1' }, 'service_role'],
  [{ GLIMPSE3D_SUPABASE_URL: 'http://abc.supabase.co', GLIMPSE3D_SUPABASE_ANON_KEY }, 'https'],
])('an environment that names half a cloud, or a wrong one, is not passed over: %j', (environment, message) => {
  expect(() => chooseCloudProject(SETTINGS, environment)).toThrow(
    expect.objectContaining({ code: 'bad_arguments', message: expect.stringContaining(message) }),
  )
})

const exp = Math.floor(Date.now() / 1000) + 600
const USER = { role: 'authenticated', sub: 'u1', email: 'ada@example.org', exp }

test('a token from the environment is a session of its own, kept in memory', async () => {
  expect(await secretsFromEnvironment('https://a', {})).toBeNull()
  const secrets = await secretsFromEnvironment('https://a', { GLIMPSE3D_CLOUD_TOKEN: token(USER) })
  expect(secrets && (await storedUser(secrets, 'https://a'))).toEqual({ id: 'u1', email: 'ada@example.org' })
  expect(secrets && (await storedUser(secrets, 'https://b'))).toBeNull()
})

test.each([
  [token({ ...USER, role: 'service_role' }), 'forbidden', 'service_role'],
  ['sb_secret_1', 'forbidden', 'service_role'],
  [token({ role: 'anon', exp }), 'forbidden', 'no access token'],
  ['refresh', 'forbidden', 'no access token'],
  [token({ ...USER, exp: exp - 601 }), 'not_signed_in', 'has run out'],
])('%s in the environment is refused', async (GLIMPSE3D_CLOUD_TOKEN, code, message) => {
  await expect(secretsFromEnvironment('https://a', { GLIMPSE3D_CLOUD_TOKEN })).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
  })
})
