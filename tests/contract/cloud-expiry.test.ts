import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { CloudState } from '../../src-shared/studio-api/cloud-calls.ts'
import { projectOnDisk, put } from '../support/cloud/project-on-disk.ts'
import { runCli } from '../support/run-cli.ts'
import { startTestStudio } from '../support/studio/test-studio.ts'
import { signedInClient } from '../support/supabase/signed-in-client.ts'
import { type SupabaseStandIn, startSupabaseStandIn } from '../support/supabase/stand-in.ts'
import { temporaryFolder } from '../support/test-photos.ts'

const PROGRAM = join(import.meta.dirname, '../../bin/glimpse3d.mjs')
/** Of util-linux: gives a program a terminal. */
const TERMINAL = '/usr/bin/script'
const PATIENT = { timeout: 100_000, interval: 5 }
const UNHURRIED = { ...PATIENT, interval: 50 }
const EMAIL = 'ada@example.org'
const MIB = 2 ** 20
/** Three chunks of TUS. */
const LARGE = 13 * MIB
/** KiB a second: between two chunks there is time for a token to run out. */
const LIMIT = 12 * 1024
const CHUNK = /^PATCH \/storage\/v1\/upload\/resumable/
let cloud: SupabaseStandIn

beforeAll(async () => {
  cloud = await startSupabaseStandIn()
})
beforeEach(() => {
  vi.stubEnv('GLIMPSE3D_SUPABASE_URL', cloud.url)
  vi.stubEnv('GLIMPSE3D_SUPABASE_ANON_KEY', cloud.anonKey)
  vi.stubEnv('GLIMPSE3D_HOME', temporaryFolder())
  cloud.log.clear()
})
afterEach(() => vi.unstubAllEnvs())
afterAll(() => cloud.stop())

const chunks = () => cloud.log.matching(CHUNK)
const taken = () => chunks().filter(({ status }) => status === 204)
const bytes = (requests: ReturnType<typeof chunks>) => requests.reduce((sum, one) => sum + one.requestBytes, 0)
const refreshes = () => cloud.log.matching(/grant_type=refresh_token/).filter(({ status }) => status === 200)
const firstChunk = () => vi.waitFor(() => expect(taken().length).toBeGreaterThan(0), PATIENT)
const wasRefused = () => chunks().some(({ status }) => status >= 400)

/** A studio's host in which somebody is signed in, and a project of one large file. */
async function studioWithProject(fill: string) {
  const studio = await startTestStudio({ library: join(temporaryFolder(), 'library') })
  const { client, events } = studio.connect()
  const { api } = client
  const signIn = async () => {
    await api.sendCloudCode({ email: EMAIL })
    await api.signInWithCode({ email: EMAIL, code: cloud.mailbox.code(EMAIL) })
    await until((state) => state.user === EMAIL)
  }
  const until = (test: (state: CloudState) => boolean) =>
    vi.waitFor(async () => {
      const state = await api.getCloud({})
      if (!test(state)) throw new Error(`still: ${JSON.stringify(state)}`)
      return state
    }, UNHURRIED)
  await until(({ isOpen }) => isOpen)
  await signIn()
  await api.setSettings({ syncLimit: LIMIT })
  const { id } = await api.createProject({ name: 'Vase' })
  const folder = join(studio.server.library, id)
  await put(folder, 'work/training/splats.bin', Buffer.alloc(LARGE, fill))
  return { studio, api, events, folder, signIn, until, keep: () => api.keepInCloud({ projectId: id, keep: true }) }
}

const isInStep = ({ projects }: CloudState) => projects.some(({ state }) => state === 'in-step')

test('a token that runs out between two chunks is refreshed, and nothing is sent twice', async () => {
  const { studio, until, keep } = await studioWithProject('first')
  await keep()
  await firstChunk()
  cloud.clock.expireTokens()
  await until(isInStep)
  expect([wasRefused(), bytes(taken()), refreshes().length > 0]).toEqual([true, LARGE, true])
  await studio.server.close()
})

test('where it cannot be refreshed the project waits for the next sign-in, and goes on where it was', async () => {
  const { studio, events, api, folder, signIn, until, keep } = await studioWithProject('second')
  await keep()
  await firstChunk()
  cloud.endSessions()
  cloud.clock.expireTokens()
  const state = await until(({ user }) => user === null)
  expect(state.error).toMatchObject({ code: 'not_signed_in', hint: expect.stringMatching(/Sign in again/) })
  expect(state.projects).toMatchObject([
    { name: 'Vase', state: 'pending', note: expect.stringMatching(/sign in again/) },
  ])
  expect(events.findLast(({ type }) => type === 'cloud')).toMatchObject({ cloud: { user: null, error: state.error } })
  const before = bytes(taken())
  expect([before > 0, before < LARGE, existsSync(join(folder, '.sync/uploads.json'))]).toEqual([true, true, true])

  await signIn()
  expect((await until(isInStep)).error).toBeNull()
  expect(bytes(taken())).toBe(LARGE)
  // Whoever signs out themselves is not told that they were signed out.
  await api.signOutOfCloud({})
  expect(await until(({ user }) => user === null)).toMatchObject({ error: null, projects: [] })
  await studio.server.close()
})

const words = (folder: string) => [
  'cloud',
  'sync',
  '--add',
  folder,
  '--library',
  join(folder, '..'),
  '--limit',
  `${LIMIT}`,
]
const onDisk = (name: string) =>
  projectOnDisk(temporaryFolder(), name, { 'work/training/splats.bin': Buffer.alloc(LARGE, name) })

test('the command line says that the token of the environment has run out, and goes on with a new one', async () => {
  const folder = await onDisk('third')
  const token = async (email = EMAIL) =>
    (await (await signedInClient(cloud, email)).auth.getSession()).data.session?.access_token
  vi.stubEnv('GLIMPSE3D_CLOUD_TOKEN', await token())
  const running = runCli(words(folder))
  await firstChunk()
  cloud.clock.expireTokens()
  expect(await running).toMatchObject({
    code: 8,
    stderr: expect.stringMatching(
      /GLIMPSE3D_CLOUD_TOKEN is not good any more[\s\S]*new access token[\s\S]*where it stopped/,
    ),
  })
  expect(bytes(taken())).toBeLessThan(LARGE)
  vi.stubEnv('GLIMPSE3D_CLOUD_TOKEN', await token())
  expect(await runCli(words(folder))).toMatchObject({ code: 0, stdout: expect.stringContaining('sent') })
  expect(bytes(taken())).toBe(LARGE)

  // By this machine's clock such a token has run out when it comes.
  cloud.clock.skewSeconds = -7200
  vi.stubEnv(
    'GLIMPSE3D_CLOUD_TOKEN',
    await token('bob@example.org').finally(() => Object.assign(cloud.clock, { skewSeconds: 0 })),
  )
  const late = await runCli(words(folder))
  expect(late).toMatchObject({ code: 8, stderr: expect.stringMatching(/has run out[\s\S]*new access token/) })
  expect(late.stderr).not.toContain(process.env.GLIMPSE3D_CLOUD_TOKEN)
})

test.skipIf(process.platform !== 'linux' || !existsSync(TERMINAL))(
  'the command line refreshes the token of whoever has typed a code',
  async () => {
    const folder = await onDisk('fourth')
    const line = [process.execPath, PROGRAM, ...words(folder), '--email', EMAIL].join(' ')
    const terminal = spawn(TERMINAL, ['-qec', line, '/dev/null'], { stdio: 'pipe' })
    let shown = ''
    terminal.stdout.setEncoding('utf8').on('data', (text) => {
      shown += text
    })
    const ended = new Promise((resolve) => terminal.on('close', resolve))
    await vi.waitFor(() => expect(shown).toContain('The code that was sent'), PATIENT)
    terminal.stdin.write(`${cloud.mailbox.code(EMAIL)}\n`)
    await firstChunk()
    cloud.clock.expireTokens()
    expect([await ended, shown]).toEqual([0, expect.stringContaining('sent, 13')])
    expect([wasRefused(), bytes(taken()), refreshes().length > 0]).toEqual([true, LARGE, true])
  },
)
