import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Reply } from '../../src-shared/studio-api/call-table.ts'
import type { CloudState } from '../../src-shared/studio-api/cloud-calls.ts'
import { type DrivenApp, startDrivenApp } from '../support/electron/driven-app.ts'
import { keyStore } from '../support/electron/key-store.ts'
import { type SupabaseStandIn, startSupabaseStandIn } from '../support/supabase/stand-in.ts'
import { temporaryFolder } from '../support/test-photos.ts'

const EMAIL = 'ada@example.org'
const PATIENT = { timeout: 30_000 }
const home = temporaryFolder()
const secrets = join(home, 'userData', 'secrets.json')
let cloud: SupabaseStandIn
let app: DrivenApp
/** All that has come out of the app, to look for tokens in. */
let heard = ''

beforeAll(async () => {
  cloud = await startSupabaseStandIn()
  await open()
})
afterAll(async () => {
  app.end()
  await cloud.stop()
})

/** Starts the app, over a key store that has these keys, and opens its page. */
async function open(...words: readonly string[]): Promise<void> {
  app = await startDrivenApp(home, words)
  await app.until(({ record }) => Boolean(record.windows[0]?.url))
  await app.evaluate(({ bridge }) => bridge().open({ message: () => {}, command: () => {} }))
  while (!(await state()).isOpen) await setTimeout(20)
}

/** Ends the app as a power cut does, and keeps what it has said: to the page, in boxes, in the log. */
async function close(): Promise<void> {
  await app.evaluate(({ record }) =>
    record.windows[0].webContents.emit('render-process-gone', {}, { reason: 'crashed' }),
  )
  heard += await app.evaluate(({ record: { sent, questions, errors, notifications, menu } }) =>
    JSON.stringify([sent, questions, errors, notifications, menu]),
  )
  heard += app.printed()
  app.end()
}

async function ask(call: string, input: object = {}): Promise<Reply> {
  const reply = await app.call(call, input)
  heard += JSON.stringify(reply)
  return reply
}

async function state(): Promise<CloudState> {
  const reply = await ask('getCloud')
  if (reply.type === 'error') throw new Error(reply.error.message)
  return reply.output as CloudState
}

const opened = () => app.evaluate(({ record }) => record.opened)
const done = { type: 'reply' }
const refused = (code: string, message: RegExp) => ({
  type: 'error',
  error: { code, message: expect.stringMatching(message) },
})

async function signInWithCode(): Promise<void> {
  expect(await ask('sendCloudCode', { email: EMAIL })).toMatchObject(done)
  expect(await ask('signInWithCode', { email: EMAIL, code: cloud.mailbox.code(EMAIL) })).toMatchObject(done)
  await expect.poll(async () => (await state()).user, PATIENT).toBe(EMAIL)
}

/** What the session's file holds, for whoever has these keys. */
async function kept(...keys: readonly string[]): Promise<string> {
  const { [`cloud session ${cloud.url}`]: value } = JSON.parse(readFileSync(secrets, 'utf8')) as Record<string, string>
  return (await keyStore(...keys).decryptStringAsync(Buffer.from(value, 'base64'))).result
}

test('only a Supabase project at a safe address is taken, with no more than its public key', async () => {
  for (const wrong of [
    { url: 'http://example.org', anonKey: cloud.anonKey },
    { url: 'file:///etc/passwd', anonKey: cloud.anonKey },
    { url: cloud.url, anonKey: cloud.serviceRoleKey },
  ]) {
    expect(await ask('setSettings', { cloud: wrong })).toMatchObject({ type: 'error' })
  }
  expect((await state()).server).toBeNull()
  await ask('setSettings', { cloud: { url: cloud.url, anonKey: cloud.anonKey } })
  await expect.poll(state, PATIENT).toMatchObject({ server: cloud.url, user: null, providers: ['github', 'google'] })
})

test('without a key store nobody signs in: it says why, sends no code, opens no browser and writes nothing', async () => {
  const both = async () => [
    await ask('sendCloudCode', { email: EMAIL }),
    await ask('signInWithProvider', { provider: 'github' }),
  ]
  await app.evaluate(({ safeStorage }) => {
    safeStorage.getSelectedStorageBackend = () => 'basic_text'
  })
  if (process.platform === 'linux') {
    for (const reply of await both()) expect(reply).toMatchObject(refused('forbidden', /every program.*basic_text/))
  }
  await app.evaluate(({ safeStorage }) => {
    safeStorage.getSelectedStorageBackend = () => 'gnome_libsecret'
    safeStorage.isAsyncEncryptionAvailable = async () => false
  })
  for (const reply of await both()) expect(reply).toMatchObject(refused('forbidden', /no key store/))
  await app.evaluate(({ safeStorage }) => {
    safeStorage.isAsyncEncryptionAvailable = async () => true
  })
  expect([cloud.mailbox.letters, await opened(), existsSync(secrets)]).toEqual([[], [], false])
})

test('a code signs in; the session lies encrypted in the user’s folder, and a refreshed one takes its place', async () => {
  // Less than what supabase-js wants to be left of a token: every request renews it.
  cloud.clock.tokenLifetimeSeconds = 60
  await signInWithCode()
  const first = JSON.parse(await kept('stand-in')) as { refresh_token: string }
  expect(cloud.tokens).toContain(first.refresh_token)
  expect(await ask('syncAll')).toMatchObject(done)
  cloud.clock.tokenLifetimeSeconds = 3600
  await expect
    .poll(async () => JSON.parse(await kept('stand-in')) as object, PATIENT)
    .not.toMatchObject({ refresh_token: first.refresh_token })
})

test('after a restart the same person is signed in, and a key that was replaced meanwhile encrypts anew', async () => {
  await close()
  await open('--keys=stand-in,newer')
  expect(await state()).toMatchObject({ server: cloud.url, user: EMAIL, error: null })
  expect(await ask('syncAll')).toMatchObject(done)
  expect(JSON.parse(await kept('newer'))).toMatchObject({ user: { email: EMAIL } })
})

test('signing out forgets the session and its file', async () => {
  const { refresh_token } = JSON.parse(await kept('newer')) as { refresh_token: string }
  expect(await ask('signOutOfCloud')).toMatchObject(done)
  await expect.poll(state, PATIENT).toMatchObject({ user: null, projects: [] })
  // Nobody waits for the last of what the sign-in has left, nor for the cloud to hear of it.
  await expect.poll(() => existsSync(secrets), PATIENT).toBe(false)
  await expect.poll(() => cloud.log.matching(/auth\/v1\/logout/).map(({ status }) => status), PATIENT).toContain(204)
  const again = await fetch(`${cloud.url}/auth/v1/token?grant_type=refresh_token`, {
    method: 'POST',
    headers: { apikey: cloud.anonKey },
    body: JSON.stringify({ refresh_token }),
  })
  expect(again.status).toBe(400)
})

test('a provider signs in in the system’s browser, which is shown the project’s own page and no other', async () => {
  expect(await ask('signInWithProvider', { provider: 'https://example.org/' })).toMatchObject({ type: 'error' })
  expect(await opened()).toEqual([])
  const signingIn = ask('signInWithProvider', { provider: 'github' })
  await app.until(({ record }) => record.opened.length > 0)
  const [page, ...others] = await opened()
  expect([page.startsWith(`${cloud.url}/auth/v1/authorize?provider=github&`), others]).toEqual([true, []])
  expect((await fetch(page)).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sign-in\//)
  expect(await signingIn).toMatchObject(done)
  await expect.poll(async () => (await state()).user, PATIENT).toBe(cloud.provider.email)
})

test('a session that cannot be read is none: the app opens signed out, and signs in again', async () => {
  const encrypted = (await keyStore('stand-in').encryptStringAsync('{"access_token":')).toString('base64')
  await close()
  writeFileSync(secrets, JSON.stringify({ [`cloud session ${cloud.url}`]: encrypted }))
  await open()
  expect(await state()).toMatchObject({ server: cloud.url, user: null, error: null })
  await signInWithCode()
})

test('no token has come out: neither to the page, nor into a box, the log, or a file that can be read', async () => {
  await close()
  expect(cloud.tokens.length).toBeGreaterThan(8)
  expect(heard).toContain(EMAIL)
  expect(heard).toContain('stopped unexpectedly')
  const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['secrets.json', 'settings.json']))
  const written = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1')).join('\n')
  for (const token of cloud.tokens) {
    expect(heard).not.toContain(token)
    expect(written).not.toContain(token)
  }
})
