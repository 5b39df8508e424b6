import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { CloudSession } from '../../src-main/cloud/sign-in/cloud-session.ts'
import { openCloudSession } from '../../src-main/cloud/sign-in/cloud-session.ts'
import { openHeadlessSession } from '../../src-main/cloud/sign-in/open-headless-session.ts'
import { memorySecrets } from '../../src-main/cloud/sign-in/secrets.ts'
import { signInByDialogue } from '../../src-main/cloud/sign-in/sign-in-by-dialogue.ts'
import { openDesktopCloudSession } from '../../src-main/electron/desktop-cloud-session.ts'
import type { Cipher } from '../../src-main/electron/secrets.ts'
import { keyStore, withoutKeyStore } from '../support/electron/key-store.ts'
import { type SupabaseStandIn, startSupabaseStandIn } from '../support/supabase/stand-in.ts'
import { temporaryFolder } from '../support/test-photos.ts'

const PATIENT = { timeout: 30_000 }
let standIn: SupabaseStandIn
const sessions: CloudSession[] = []

beforeAll(async () => {
  standIn = await startSupabaseStandIn()
})
afterEach(async () => {
  standIn.faults.clear()
  standIn.clock.skewSeconds = 0
  standIn.provider.email = 'maker@example.org'
  for (const session of sessions.splice(0)) await session.close()
})
afterAll(() => standIn.stop())

const projectOf = ({ url, anonKey }: SupabaseStandIn) => ({ url, anonKey })

/** What a person does in the browser: follows wherever they are sent. */
const browser = async (address: string) => void (await fetch(address))

/** The desktop app's session over a key store; `folder` holds what it keeps. */
function desktop(folder: string, openExternal = browser, store: Cipher = keyStore('k')): CloudSession {
  const session = openDesktopCloudSession(projectOf(standIn), { getPath: () => folder }, store, { openExternal })
  sessions.push(session)
  return session
}

async function signedIn(folder: string, email: string): Promise<CloudSession> {
  const session = desktop(folder)
  await session.sendCode(email)
  await session.signInWithCode(email, standIn.mailbox.code(email))
  return session
}

const projectsOf = (session: CloudSession) => session.client.from('projects').select('id')

test('a code by email signs in, across restarts, and no token is on the disk in the clear', async () => {
  const folder = temporaryFolder()
  const session = desktop(folder)
  expect(await session.user()).toBeNull()
  await session.sendCode('ada@example.org')
  await expect(session.signInWithCode('ada@example.org', '000000')).rejects.toMatchObject({
    code: 'not_signed_in',
    message: 'The code is wrong or too old.',
  })
  const code = standIn.mailbox.code('ada@example.org')
  const user = await session.signInWithCode('ada@example.org', ` ${code.slice(0, 3)} ${code.slice(3)} `)
  expect(user.email).toBe('ada@example.org')
  expect(await projectsOf(session)).toMatchObject({ data: [], error: null })
  const { data } = await session.client.auth.getSession()
  const kept = readFileSync(join(folder, 'secrets.json'), 'utf8')
  for (const token of [data.session?.access_token, data.session?.refresh_token]) {
    expect(token).toBeTruthy()
    expect(kept).not.toContain(token)
  }
  const restarted = desktop(folder)
  expect(await restarted.user()).toEqual(user)
  expect(await projectsOf(restarted)).toMatchObject({ data: [], error: null })
  expect(await desktop(folder, browser, keyStore('another computer')).user()).toBeNull()
})

test('the browser signs in with a provider; a code that another program caught is of no use to it', async () => {
  let opened = ''
  const session = desktop(temporaryFolder(), async (address) => {
    opened = address
    await browser(address)
  })
  expect(await session.providers()).toEqual(['github', 'google'])
  expect(await session.signInWithBrowser('github')).toMatchObject({ email: 'maker@example.org' })
  expect(await projectsOf(session)).toMatchObject({ error: null })
  const { searchParams } = new URL(opened)
  expect(searchParams.get('code_challenge_method')).toBe('s256')
  expect(searchParams.get('redirect_to')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sign-in\/[\w-]{43}$/)

  const caught = await fetch(opened, { redirect: 'manual' })
  const code = new URL(caught.headers.get('location') ?? '').searchParams.get('code')
  const stolen = await fetch(`${standIn.url}/auth/v1/token?grant_type=pkce`, {
    method: 'POST',
    headers: { apikey: standIn.anonKey },
    body: JSON.stringify({ auth_code: code, code_verifier: 'a guess' }),
  })
  expect(stolen.status).toBe(400)
})

test('a sign-in in the browser that is refused, given up, or begun anew says so and leaves nobody signed in', async () => {
  const session = desktop(temporaryFolder())
  standIn.provider.email = null
  await expect(session.signInWithBrowser('github')).rejects.toMatchObject({
    code: 'not_signed_in',
    message: expect.stringContaining('denied'),
  })
  const waiting = desktop(temporaryFolder(), async () => {})
  await expect(waiting.signInWithBrowser('github', { timeoutMs: 1 })).rejects.toMatchObject({ code: 'timed_out' })
  await expect(waiting.signInWithBrowser('github', { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'cancelled',
  })
  const both = [waiting.signInWithBrowser('github'), waiting.signInWithBrowser('github', { timeoutMs: 1 })]
  expect(await Promise.allSettled(both)).toMatchObject([
    { reason: { code: 'cancelled' } },
    { reason: { code: 'timed_out' } },
  ])
  const noBrowser = desktop(temporaryFolder(), () => Promise.reject(new Error('no browser')))
  await expect(noBrowser.signInWithBrowser('github')).rejects.toMatchObject({
    message: expect.stringContaining('no browser'),
  })
  expect([await session.user(), await waiting.user(), await noBrowser.user()]).toEqual([null, null, null])
})

test('without a key store nobody is asked for a code in vain', async () => {
  const letters = standIn.mailbox.letters.length
  const session = desktop(temporaryFolder(), browser, withoutKeyStore)
  for (const attempt of [() => session.sendCode('eve@example.org'), () => session.signInWithBrowser('github')])
    await expect(attempt()).rejects.toMatchObject({ code: 'forbidden', hint: expect.stringContaining('KWallet') })
  expect(standIn.mailbox.letters).toHaveLength(letters)
})

test('a token that runs out in the middle of work is refreshed, also when the answer to that is lost', async () => {
  const folder = temporaryFolder()
  const session = await signedIn(folder, 'fay@example.org')
  standIn.clock.tokenLifetimeSeconds = 60
  await session.client.auth.refreshSession()
  standIn.log.clear()
  standIn.faults.plan({ fault: { kind: 'cut-answer', afterBytes: 0 }, on: /grant_type=refresh_token/ })
  for (let i = 0; i < 3; i++) expect((await projectsOf(session)).error).toBeNull()
  expect(standIn.log.matching(/grant_type=refresh_token/).length).toBeGreaterThanOrEqual(4)
  standIn.clock.tokenLifetimeSeconds = 3600
  expect((await projectsOf(desktop(folder))).error).toBeNull()
})

test('who was signed out elsewhere learns of it when the token has run out', async () => {
  // By this machine's clock a token that the server gives out has run out when it comes.
  standIn.clock.skewSeconds = -3600
  const session = await signedIn(temporaryFolder(), 'gus@example.org')
  const seen: (string | null)[] = []
  session.onChange((user) => seen.push(user?.email ?? null))
  await expect.poll(() => seen, PATIENT).toEqual(['gus@example.org'])
  expect((await projectsOf(session)).error).toBeNull()
  standIn.endSessions()
  expect((await projectsOf(session)).error).not.toBeNull()
  await expect.poll(() => seen, PATIENT).toEqual(['gus@example.org', null])
  expect(await session.user()).toBeNull()
})

test('signing out forgets the session here at once, whether or not the cloud can be told', async () => {
  const folder = temporaryFolder()
  const session = await signedIn(folder, 'ida@example.org')
  const { data } = await session.client.auth.getSession()
  const seen: unknown[] = []
  session.onChange((user) => seen.push(user?.email ?? null))
  await session.signOut()
  await expect.poll(() => seen.at(-1), PATIENT).toBeNull()
  await expect.poll(() => existsSync(join(folder, 'secrets.json')), PATIENT).toBe(false)
  // The cloud is told meanwhile.
  await session.close()
  const refresh = await fetch(`${standIn.url}/auth/v1/token?grant_type=refresh_token`, {
    method: 'POST',
    headers: { apikey: standIn.anonKey },
    body: JSON.stringify({ refresh_token: data.session?.refresh_token }),
  })
  expect(refresh.status).toBe(400)

  // By this machine's clock its token has run out, and who is asked for another does not answer.
  standIn.clock.skewSeconds = -3600
  const offline = await signedIn(folder, 'ines@example.org')
  standIn.faults.plan(
    { fault: { kind: 'silence' }, on: /token/, times: Number.POSITIVE_INFINITY },
    { fault: { kind: 'cut-request', afterBytes: 0 }, times: Number.POSITIVE_INFINITY },
  )
  const told = new Promise((resolve) => offline.onChange((user) => user ?? resolve('nobody')))
  await offline.signOut()
  expect(await offline.user()).toBeNull()
  expect(await told).toBe('nobody')
  await expect(offline.sendCode('ines@example.org')).rejects.toMatchObject({ code: 'connection_lost' })
})

test('what is wrong with the project, the address or the pace is said', async () => {
  const session = desktop(temporaryFolder())
  await expect(session.sendCode('no address')).rejects.toMatchObject({ code: 'bad_arguments' })
  await session.sendCode('jo@example.org')
  standIn.mailbox.intervalSeconds = 60
  await expect(session.sendCode('jo@example.org')).rejects.toMatchObject({
    code: 'forbidden',
    hint: expect.stringContaining('Wait'),
  })
  standIn.mailbox.intervalSeconds = 0
  const wrongKey = openCloudSession({ url: standIn.url, anonKey: 'sb_publishable_old' }, { secrets: memorySecrets() })
  sessions.push(wrongKey)
  await expect(wrongKey.sendCode('jo@example.org')).rejects.toMatchObject({
    code: 'bad_arguments',
    message: expect.stringContaining('anon key'),
  })
})

test('without Electron: a code signs in until the process ends, and a token from the environment until it runs out', async () => {
  const headless = async (environment: Record<string, string | undefined>) => {
    const session = await openHeadlessSession(projectOf(standIn), environment)
    sessions.push(session)
    return session
  }
  const session = await headless({})
  const asked: string[] = []
  const answers = ['kim@example.org', '000000', () => standIn.mailbox.code('kim@example.org')]
  const user = await signInByDialogue(session, async (question) => {
    asked.push(question)
    const answer = answers.shift() ?? ''
    return typeof answer === 'string' ? answer : answer()
  })
  expect(asked).toHaveLength(3)
  expect(await signInByDialogue(session, () => Promise.reject(new Error('asked again')))).toEqual(user)
  await expect(session.signInWithBrowser('github')).rejects.toMatchObject({ code: 'forbidden' })
  const wrong = signInByDialogue(await headless({}), async () => '000000', 'kim@example.org')
  await expect(wrong).rejects.toMatchObject({ code: 'not_signed_in' })

  const GLIMPSE3D_CLOUD_TOKEN = (await session.client.auth.getSession()).data.session?.access_token
  const borrowed = await headless({ GLIMPSE3D_CLOUD_TOKEN })
  expect(await borrowed.user()).toEqual(user)
  const made = await borrowed.client.from('projects').insert({ name: 'by token' }).select('owner_id').single()
  expect(made.data).toEqual({ owner_id: user.id })
  standIn.clock.expireTokens()
  expect((await projectsOf(borrowed)).error).toMatchObject({ code: 'PGRST303' })
  expect((await borrowed.client.auth.refreshSession()).error).not.toBeNull()
})
