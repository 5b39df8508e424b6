import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { rawRequest, startTestStudio, type TestStudio } from '../../support/studio/test-studio.ts'
import { blocks, temporaryFolder } from '../../support/test-photos.ts'

let studio: TestStudio
let port: number
let library: string
let photo: Buffer

beforeAll(async () => {
  const root = temporaryFolder()
  const renderer = join(root, 'renderer')
  library = join(root, 'library')
  await mkdir(join(renderer, 'assets'), { recursive: true })
  await writeFile(join(renderer, 'index.html'), '<p>studio</p>')
  await writeFile(join(renderer, 'assets', 'app.js'), 'run()')
  await writeFile(join(root, 'secret.txt'), 'secret')
  photo = await blocks(300, 260, 1).jpeg().toBuffer()
  studio = await startTestStudio({
    library,
    renderer,
    uploadLimits: { fileBytes: 100_000, modelBytes: 200_000, atOnce: 2 },
  })
  port = studio.server.port
})
afterAll(() => studio.server.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  rawRequest(port, path, { ...studio.headers, ...headers })
const post = (path: string, body: Buffer, headers: Record<string, string> = {}) =>
  rawRequest(port, path, { ...studio.headers, ...headers }, { method: 'POST', body })
const error = (answer: { body: Buffer }) => JSON.parse(answer.body.toString()).code

describe('who is let in', () => {
  test('the page, its files and nothing else are served to a signed-in browser', async () => {
    expect(await get('/')).toMatchObject({ status: 200, body: Buffer.from('<p>studio</p>') })
    expect(await get('/assets/app.js')).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/javascript; charset=utf-8' },
    })
    expect((await get('/assets/none.js')).status).toBe(404)
    expect((await get('/assets')).status).toBe(404)
  })

  test('without a token, and with a wrong one, everything is refused', async () => {
    for (const path of ['/', '/assets/app.js', '/files/a/preview', '/?token=', '/?token=guess']) {
      const answer = await rawRequest(port, path)
      expect([path, answer.status, error(answer)]).toEqual([path, 401, 'not_signed_in'])
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
    const inTab = await rawRequest(port, '/', { accept: 'text/html,*/*' })
    expect(inTab.headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(inTab.body.toString()).toMatch(/\nOpen a new link: press Enter/)
    const forged = await rawRequest(port, '/', { cookie: `glimpse3d_${port}=forged` })
    expect(forged.status).toBe(401)
  })

  test('a link works once; the cookie is out of reach of scripts and other sites', async () => {
    const { pathname, search } = new URL(studio.server.newLink())
    const first = await rawRequest(port, pathname + search)
    expect(first).toMatchObject({ status: 303, headers: { location: '/' } })
    const cookie = (first.headers['set-cookie'] as string[])[0]
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict; Path=\//)
    expect((await rawRequest(port, '/', { cookie: cookie.split(';')[0] })).status).toBe(200)
    expect((await rawRequest(port, pathname + search)).status).toBe(401)
  })

  test('a foreign Host or Origin is refused, signed in or not', async () => {
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port + 1}`,
      `127.0.0.1.:${port}`,
    ]) {
      expect([host, (await get('/', { host })).status]).toEqual([host, 403])
    }
    for (const origin of ['http://evil.example', 'null', `https://127.0.0.1:${port}`, `http://localhost:${port}`]) {
      expect([origin, (await get('/', { origin })).status]).toEqual([origin, 403])
    }
    expect((await get('/', { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    // A form of another site posts without saying where from.
    const { cookie } = studio.headers
    const sent = await rawRequest(port, '/uploads?name=a.jpg', { cookie }, { method: 'POST', body: photo })
    expect(sent.status).toBe(403)
  })

  test('the dev server’s page may ask where it was named, that origin and no other', async () => {
    const devOrigin = 'http://127.0.0.1:5173'
    expect((await get('/', { origin: devOrigin })).status).toBe(403)
    const dev = await startTestStudio({ library: join(temporaryFolder(), 'dev'), devOrigin })
    const ask = async (headers: Record<string, string>) =>
      (await rawRequest(dev.server.port, '/files/none/preview', { ...dev.headers, ...headers })).status
    expect(await ask({ origin: devOrigin })).toBe(404)
    for (const origin of ['http://127.0.0.1:5174', 'http://localhost:5173', 'https://127.0.0.1:5173', 'null']) {
      expect([origin, await ask({ origin })]).toEqual([origin, 403])
    }
    expect(await ask({ origin: devOrigin, host: 'evil.example' })).toBe(403)
    await dev.server.close()
  })

  test('every answer, refusals too, carries the security headers', async () => {
    for (const answer of [await get('/'), await rawRequest(port, '/')]) {
      expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none';.*frame-ancestors 'none'/)
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      })
    }
  })
})

test('no path leads out of the renderer or the library, however it is written', async () => {
  const project = await studio.connect().client.api.createProject({ name: 'Paths' })
  const paths = [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/%252e%252e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/assets\\..\\..\\secret.txt',
    '/index.html%00.js',
    '/%',
    '//secret.txt',
    `/files/${project.id}/export/glb/..%2f..%2fstudio.json`,
    `/files/${project.id}/export/glb/%2e%2e`,
    `/files/${project.id}/photo/..%2f..%2fstudio.json`,
    `/files/..%2f${project.id}/preview`,
    `/files/%2e%2e/preview`,
    `/files/${project.id}/studio.json`,
    `/files/${project.id}/preview/../../../../secret.txt`,
    '/files/none-000000/preview',
  ]
  for (const path of paths) {
    const answer = await get(path)
    expect([path, answer.status]).toEqual([path, 404])
    expect(answer.body.toString()).not.toContain('secret')
  }
})

test('an upload too large is cut off, whether it says so or not, and leaves nothing on the disk', async () => {
  const left = () => readdir(join(library, '.uploads'))
  const large = Buffer.alloc(100_001)
  const announced = await post('/uploads?name=big.jpg', large)
  expect([announced.status, error(announced)]).toEqual([413, 'too_large'])
  const silent = await post('/uploads?name=big.jpg', large, { 'transfer-encoding': 'chunked' })
  expect([silent.status, error(silent)]).toEqual([413, 'too_large'])
  const model = await post('/uploads?name=big.onnx', Buffer.alloc(200_001))
  expect([model.status, error(model)]).toEqual([413, 'too_large'])
  expect((await post('/uploads', photo)).status).toBe(400)
  expect((await post(`/uploads?name=${'a'.repeat(300)}`, photo)).status).toBe(400)
  expect((await post('/elsewhere', photo)).status).toBe(400)
  expect(await left()).toEqual([])
  expect((await post('/uploads?name=a.jpg', photo)).status).toBe(201)
  expect((await post('/uploads?name=a.onnx', large)).status).toBe(201)
  expect(await left()).toHaveLength(2)
})

describe('the socket', () => {
  /** Opens a socket; gives the HTTP status of a refusal, or 101. */
  const open = (headers: Record<string, string>, path = '/socket') =>
    new Promise<number>((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
      socket.on('open', () => {
        resolve(101)
        socket.terminate()
      })
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
      socket.on('error', () => {})
    })

  test('opens only for the signed-in studio of this host', async () => {
    const { cookie, origin } = studio.headers
    expect(await open({ cookie, origin })).toBe(101)
    expect(await open({ origin })).toBe(401)
    expect(await open({ cookie })).toBe(403)
    expect(await open({ cookie, origin: 'http://evil.example' })).toBe(403)
    expect(await open({ cookie, origin, host: 'evil.example' })).toBe(403)
    expect(await open({ cookie, origin }, '/other')).toBe(404)
  })

  /** Sends one text and gives the first answer that is no event, or the code the connection is closed with. */
  const ask = (message: string | Buffer) =>
    new Promise<unknown>((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`, { headers: studio.headers })
      socket.on('open', () => socket.send(message))
      socket.on('message', (data) => {
        const answer = JSON.parse(data.toString())
        if (answer.type === 'event') return
        resolve(answer)
        socket.terminate()
      })
      socket.on('close', (code) => resolve(code))
      socket.on('error', () => {})
    })

  test('answers what it cannot read, does not know or is given wrongly with an error', async () => {
    const refused = (id: number | null, code: string) => ({ type: 'error', id, error: { code } })
    const call = (call: string, input: unknown) => ask(JSON.stringify({ id: 7, call, input }))
    expect(await ask('no json')).toMatchObject(refused(null, 'bad_arguments'))
    expect(await ask(Buffer.from([1, 2, 3]))).toMatchObject(refused(null, 'bad_arguments'))
    expect(await ask('{"id":7}')).toMatchObject(refused(7, 'bad_arguments'))
    expect(await ask('{"id":7,"call":"getSettings","input":{},"more":1}')).toMatchObject(refused(7, 'bad_arguments'))
    for (const name of ['format', 'constructor', '__proto__', 'toString']) {
      expect(await call(name, {})).toMatchObject(refused(7, 'unknown_call'))
    }
    expect(await call('createProject', { name: '' })).toMatchObject(refused(7, 'bad_arguments'))
    expect(await call('createProject', { name: 'a', path: '/etc' })).toMatchObject(refused(7, 'bad_arguments'))
    expect(await call('openProject', { projectId: '../../etc' })).toMatchObject(refused(7, 'bad_arguments'))
    expect(await call('openProject', { projectId: 'none-000000' })).toMatchObject(refused(7, 'project_not_found'))
    expect(await call('setSettings', { threads: 1e9 })).toMatchObject(refused(7, 'bad_arguments'))
  })

  test('closes on a message too large', async () => {
    expect(await ask('x'.repeat(2 ** 20 + 1))).toBe(1009)
  })
})

test('photos are taken by handles of this host only, once each', async () => {
  const { api } = studio.connect().client
  const { id: projectId } = await api.createProject({ name: 'Handles' })
  await expect(api.addPhotos({ projectId, handles: ['/etc/passwd'] })).rejects.toMatchObject({ code: 'path_not_found' })
  const upload = async (name: string, body: Buffer): Promise<string> =>
    JSON.parse((await post(`/uploads?name=${encodeURIComponent(name)}`, body)).body.toString()).handle
  const handles = [
    await upload('../../a:b.jpg', photo),
    await upload('text.jpg', Buffer.from('no photo')),
    await upload('copy.jpg', photo),
  ]
  const { photos, refused } = await api.addPhotos({ projectId, handles })
  expect(photos).toMatchObject([{ file: 'a_b.jpg', width: 300, height: 260, used: true }])
  expect(refused.map(({ file }) => file)).toEqual(['text.jpg', 'copy.jpg'])
  await expect(api.addPhotos({ projectId, handles })).rejects.toMatchObject({ code: 'path_not_found' })
  const original = await get(`/files/${projectId}/photo/${photos[0].id}`)
  expect(original.body.equals(photo)).toBe(true)
  const thumbnail = await get(`/files/${projectId}/thumbnail/${photos[0].id}`)
  expect(thumbnail).toMatchObject({ status: 200, headers: { 'content-type': 'image/jpeg' } })

  expect(await api.setPhotoUsed({ projectId, photoId: photos[0].id, used: false })).toMatchObject([{ used: false }])
  expect(await api.removePhoto({ projectId, photoId: photos[0].id })).toEqual([])
  expect((await get(`/files/${projectId}/photo/${photos[0].id}`)).status).toBe(404)
  await api.deleteProject({ projectId })
  await expect(api.openProject({ projectId })).rejects.toMatchObject({ code: 'project_not_found' })
  expect(await readdir(library)).not.toContain(projectId)
})
