import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newSyncState } from '../../../src-shared/cloud/sync-state.ts'
import { put } from '../../support/cloud/project-on-disk.ts'
import { rawRequest, startTestStudio, type TestStudio } from '../../support/studio/test-studio.ts'
import { temporaryFolder } from '../../support/test-photos.ts'

const CLOUD_ID = 'b7a3f2c4-5d6e-5f70-8a1b-2c3d4e5f6071'
let studio: TestStudio
let token: string
let id: string

beforeAll(async () => {
  const library = join(temporaryFolder(), 'library')
  studio = await startTestStudio({ library })
  token = studio.server.newAccessToken()
  id = (await studio.connect().client.api.createProject({ name: 'Ring' })).id
})
afterAll(() => studio.server.close())

/** As curl asks: no Origin, no cookie. */
const ask = (path: string, headers: Record<string, string> = { authorization: `Bearer ${token}` }, method = 'GET') =>
  rawRequest(studio.server.port, path, headers, { method })
const json = ({ body }: { body: Buffer }) => JSON.parse(body.toString())

test("answers a program with a token and the studio's own page alike", async () => {
  const answer = await ask(`/api/v1/status/${id}`)
  expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/json; charset=utf-8' } })
  expect(json(answer)).toMatchObject({
    project_id: id,
    status: 'uploading',
    progress: 5,
    project: { id, final_model_url: null },
    pipeline_progress: { multiview_images: { completed: 0, total: 16 }, model_versions: 0 },
    models: [],
    iterations: [],
  })
  expect(json(await ask(`/api/v1/status/${id}`, studio.headers))).toEqual(json(answer))
  expect(await ask(`/api/v1/status/${id}`, undefined, 'HEAD')).toMatchObject({ status: 200, body: Buffer.alloc(0) })
})

test('a project under sync is found by its id in the cloud too, written in either case', async () => {
  const owner = '11111111-1111-4111-8111-111111111111'
  const state = newSyncState({ projectId: CLOUD_ID, ownerId: owner, server: 'https://cloud.example' })
  const folder = join(studio.server.library, id)
  await put(folder, '.sync/state.json', JSON.stringify(state))
  for (const name of [id, CLOUD_ID, CLOUD_ID.toUpperCase()]) {
    expect(json(await ask(`/api/v1/status/${name}`))).toMatchObject({ project_id: CLOUD_ID, status: 'uploading' })
  }
  await put(folder, '.sync/state.json', JSON.stringify({ ...state, enabled: false }))
  expect((await ask(`/api/v1/status/${CLOUD_ID}`)).status).toBe(404)
  expect(json(await ask(`/api/v1/status/${id}`))).toMatchObject({ project_id: id })
})

test('without a token, or with a wrong one, nothing is told, not even what there is', async () => {
  const link = new URL(studio.server.newLink()).searchParams.get('token')
  const wrong: Record<string, string>[] = [
    {},
    { authorization: `Bearer ${token.slice(1)}` },
    { authorization: `Bearer ${token}x` },
    { authorization: `Basic ${token}` },
    { authorization: token },
    { authorization: 'Bearer' },
    // A link's token is for one browser, once.
    { authorization: `Bearer ${link}` },
    // What is said counts, whatever the cookie says.
    { ...studio.headers, authorization: 'Bearer guess' },
  ]
  for (const headers of wrong) {
    for (const path of [`/api/v1/status/${id}`, '/api/v1/status/none-000000', '/api/v1/elsewhere']) {
      const answer = await ask(path, headers)
      expect([path, headers, answer.status, json(answer).code]).toEqual([path, headers, 401, 'not_signed_in'])
      expect(answer.headers['www-authenticate']).toBe('Bearer')
    }
  }
  expect((await ask(`/?token=${link}`, {})).status).toBe(303)
})

test('a program may send with its token, and say no origin; a page may not', async () => {
  const send = (headers: Record<string, string>) =>
    rawRequest(studio.server.port, '/uploads?name=a.jpg', headers, { method: 'POST', body: Buffer.from('a photo') })
  const { cookie } = studio.headers
  expect((await send({ authorization: `Bearer ${token}` })).status).toBe(201)
  expect((await send({ authorization: 'Bearer guess' })).status).toBe(401)
  expect((await send({ authorization: 'Basic Z3Vlc3M6', cookie })).status).toBe(401)
  expect((await send({ cookie })).status).toBe(403)
})

test('a token does not make up for a foreign host, origin or site', async () => {
  const authorization = `Bearer ${token}`
  for (const foreign of [
    { host: 'evil.example' },
    { origin: 'http://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
  ] as Record<string, string>[]) {
    expect((await ask(`/api/v1/status/${id}`, { authorization, ...foreign })).status).toBe(403)
  }
  // The question that a browser asks before another site's page may send a token.
  const preflight = { origin: 'http://evil.example', 'access-control-request-headers': 'authorization' }
  const answer = await ask(`/api/v1/status/${id}`, preflight, 'OPTIONS')
  expect(answer.status).toBe(403)
  expect(answer.headers['access-control-allow-origin']).toBeUndefined()
})

test.each([
  ['none-000000', 404, 'project_not_found'],
  [CLOUD_ID, 404, 'project_not_found'],
  ['', 400, 'bad_arguments'],
  ['Ring', 400, 'bad_arguments'],
  ['ring_1', 400, 'bad_arguments'],
  ['..', 400, 'bad_arguments'],
  ['%2e%2e', 400, 'bad_arguments'],
  ['%', 400, 'bad_arguments'],
  ['a'.repeat(81), 400, 'bad_arguments'],
  ['ring/more', 404, 'path_not_found'],
])('%s is refused with %i', async (name, status, code) => {
  const answer = await ask(`/api/v1/status/${name}`)
  expect([answer.status, json(answer)]).toEqual([
    status,
    { code, message: expect.stringMatching(/\w/), hint: expect.stringMatching(/\w/) },
  ])
})

test('other methods and addresses are refused', async () => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    const answer = await ask(`/api/v1/status/${id}`, undefined, method)
    expect([method, answer.status, answer.headers.allow]).toEqual([method, 405, 'GET, HEAD'])
    expect(json(answer)).toMatchObject({ code: 'unknown_call', hint: 'Ask with GET or HEAD.' })
  }
  for (const path of ['/api/', '/api/v1/status', '/api/v2/status/ring', '/api/v1/projects']) {
    const answer = await ask(path)
    expect([path, answer.status, json(answer).code]).toEqual([path, 404, 'path_not_found'])
  }
})
