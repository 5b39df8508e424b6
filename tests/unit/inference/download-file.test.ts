import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ModelFile } from '../../../src-engine/inference/cards/graph-spec.ts'
import { checkSpace } from '../../../src-engine/inference/downloads/check-space.ts'
import { type DownloadOptions, downloadFile } from '../../../src-engine/inference/downloads/download-file.ts'
import { mirrored } from '../../../src-engine/inference/downloads/mirror.ts'
import { temporaryFolder } from '../../support/onnx/model-on-disk.ts'
import { startUnreliableServer, type UnreliableServer } from '../../support/unreliable-server.ts'

const CONTENT = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) >> 3)
const sum = (algorithm: string, bytes: Uint8Array) => createHash(algorithm).update(bytes).digest('hex')
const FILE: ModelFile = {
  name: 'net.onnx',
  url: 'https://example.org/net.onnx',
  bytes: CONTENT.length,
  hash: { algorithm: 'sha256', hex: sum('sha256', CONTENT) },
}
/** Quick to lose patience, so that a test need not wait. */
const HASTY: DownloadOptions = { idleMs: 1500, waitMs: 1, tries: 3, env: {} }

let server: UnreliableServer
let folder: ReturnType<typeof temporaryFolder>
beforeEach(async () => {
  server = await startUnreliableServer(CONTENT)
  folder = temporaryFolder()
})
afterEach(async () => {
  await server.close()
  folder.remove()
})

const target = () => join(folder.path, 'net.onnx')
const download = (file: Partial<ModelFile> = {}, options: DownloadOptions = {}) =>
  downloadFile({ ...FILE, ...file }, new URL('/net.onnx', server.url), target(), { ...HASTY, ...options })
const arrived = () => readFileSync(target())

test('a file arrives whole, with its progress told, and nothing is left beside it', async () => {
  const told: number[][] = []
  const digest = await download({}, { onBytes: (done, total) => told.push([done, total]) })
  expect(Buffer.compare(arrived(), CONTENT)).toBe(0)
  expect(digest).toEqual({ bytes: CONTENT.length, sha256: sum('sha256', CONTENT), md5: sum('md5', CONTENT) })
  expect(told.at(-1)).toEqual([CONTENT.length, CONTENT.length])
  expect(readdirSync(folder.path)).toEqual(['net.onnx'])
})

/** The connection is cut when so many bytes have arrived, once each. */
function cuttingAt(...marks: number[]): DownloadOptions {
  server.mishaps.push(...marks.map((mark, i) => ({ stallsAfter: mark - (marks[i - 1] ?? 0) })))
  return { onBytes: (done) => marks.includes(done) && server.cut() }
}

test('a connection that breaks twice is taken up where it broke', async () => {
  await download({}, cuttingAt(100_000, 150_000))
  expect(Buffer.compare(arrived(), CONTENT)).toBe(0)
  expect(server.requests).toEqual(['GET /net.onnx', 'GET /net.onnx bytes=100000-', 'GET /net.onnx bytes=150000-'])
})

test('a connection that stalls is given up and taken up again', async () => {
  server.mishaps.push({ stallsAfter: 120_000 })
  await download()
  expect(Buffer.compare(arrived(), CONTENT)).toBe(0)
  expect(server.requests[1]).toBe('GET /net.onnx bytes=120000-')
})

test('a server that only ever stalls is given up after some tries, with a word on what to do; what came is kept', async () => {
  server.mishaps.push({ stallsAfter: 1000 }, { stallsAfter: 0 }, { stallsAfter: 0 }, { stallsAfter: 0 })
  await expect(download()).rejects.toMatchObject({
    code: 'download_failed',
    message: expect.stringContaining('has stopped answering'),
    hint: expect.stringContaining('what has arrived is kept'),
  })
  expect(server.requests).toHaveLength(4)
  await download()
  expect(server.requests.at(-1)).toBe('GET /net.onnx bytes=1000-')
  expect(Buffer.compare(arrived(), CONTENT)).toBe(0)
})

test('a download that is stopped goes on later where it stopped', async () => {
  const controller = new AbortController()
  server.mishaps.push({ stallsAfter: 200_000 })
  const stopped = download(
    {},
    { signal: controller.signal, idleMs: 60_000, onBytes: (done) => done === 200_000 && controller.abort() },
  )
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
  expect(existsSync(target())).toBe(false)
  await download()
  expect(server.requests).toEqual(['GET /net.onnx', 'GET /net.onnx bytes=200000-'])
  expect(Buffer.compare(arrived(), CONTENT)).toBe(0)
})

test('a file that has changed on the server since is fetched from its beginning', async () => {
  server.mishaps.push({ sends: new Uint8Array(CONTENT.length), stallsAfter: 1000 })
  await download({}, { onBytes: (done) => done === 1000 && server.cut() })
  expect(server.requests).toEqual(['GET /net.onnx', 'GET /net.onnx bytes=1000-'])
  expect(Buffer.compare(arrived(), CONTENT)).toBe(0)
})

test('without a version a rest is asked for only where the checksum will tell whether it belongs', async () => {
  const cut = (done: number) => done === 1000 && server.cut()
  server.mishaps.push({ hidesVersion: true, stallsAfter: 1000 })
  await download({}, { onBytes: cut })
  expect(server.requests.splice(0)).toEqual(['GET /net.onnx', 'GET /net.onnx bytes=1000-'])
  server.mishaps.push({ hidesVersion: true, stallsAfter: 1000 })
  await download({ hash: null }, { onBytes: cut })
  expect(server.requests).toEqual(['GET /net.onnx', 'GET /net.onnx'])
})

test('a server that knows no ranges sends it all again, and the file is right', async () => {
  const options = cuttingAt(100_000)
  server.mishaps.push({ ignoresRange: true })
  await download({}, options)
  expect(server.requests).toHaveLength(2)
  expect(Buffer.compare(arrived(), CONTENT)).toBe(0)
})

test('wrong bytes are found out by the checksum and deleted', async () => {
  const wrong = CONTENT.slice()
  wrong[77]++
  for (const algorithm of ['sha256', 'md5'] as const) {
    server.mishaps.push({ sends: wrong })
    await expect(download({ hash: { algorithm, hex: sum(algorithm, CONTENT) } })).rejects.toMatchObject({
      code: 'download_failed',
      message: expect.stringContaining(`its ${algorithm} is ${sum(algorithm, wrong)}`),
    })
    expect(readdirSync(folder.path)).toEqual([])
  }
})

test('another length than the card names is refused before anything is fetched', async () => {
  server.mishaps.push({ sends: new Uint8Array(10) })
  await expect(download()).rejects.toMatchObject({
    code: 'download_failed',
    message: expect.stringContaining('10 bytes'),
  })
  expect(readdirSync(folder.path)).toEqual([])
})

test.each([CONTENT.length + 1000, 1000])(
  'a length of %i that is a lie ends in an error, not in a file',
  async (claims) => {
    server.mishaps.push(...Array.from({ length: 9 }, () => ({ claims })))
    await expect(download({ bytes: null })).rejects.toMatchObject({ code: 'download_failed' })
    expect(existsSync(target())).toBe(false)
  },
)

test('a file of which nobody says how large it is is not fetched', async () => {
  server.mishaps.push({ hidesLength: true })
  await expect(download({ bytes: null })).rejects.toMatchObject({
    message: expect.stringContaining('does not say how large'),
  })
})

test('a refusal is told at once, a busy server is asked again', async () => {
  server.mishaps.push({ status: 404 })
  await expect(download()).rejects.toMatchObject({ code: 'download_failed', message: expect.stringContaining('404') })
  expect(server.requests).toHaveLength(1)
  server.mishaps.push({ status: 503 }, { status: 429 })
  await download()
  expect(server.requests).toHaveLength(4)
})

test('redirects are followed, but not in a circle', async () => {
  server.mishaps.push({ redirectsTo: '/elsewhere/net.onnx' })
  await download()
  expect(server.requests).toEqual(['GET /net.onnx', 'GET /elsewhere/net.onnx'])
  server.mishaps.push(...Array.from({ length: 20 }, () => ({ redirectsTo: '/again' })))
  await expect(download({}, { tries: 1 })).rejects.toMatchObject({ code: 'download_failed' })
})

test('a proxy that the environment names is used', async () => {
  const seen: string[] = []
  const proxy = createServer((request, response) => {
    seen.push(request.url ?? '')
    const passed = httpRequest(request.url ?? '', { headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    passed.end()
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  try {
    await download({}, { env: { http_proxy: address } })
    expect(seen).toEqual([`${server.url}/net.onnx`])
    expect(Buffer.compare(arrived(), CONTENT)).toBe(0)
    await download({}, { env: { http_proxy: address, no_proxy: '127.0.0.1' } })
    expect(seen).toHaveLength(1)
  } finally {
    proxy.close()
  }
})

test('a secure address goes through a tunnel of the proxy', async () => {
  const seen: string[] = []
  const proxy = createServer().on('connect', (request, socket) => {
    seen.push(request.url ?? '')
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const env = { https_proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` }
  try {
    const refused = downloadFile(FILE, new URL('https://models.example/net.onnx'), target(), {
      ...HASTY,
      env,
      tries: 1,
    })
    await expect(refused).rejects.toMatchObject({ code: 'download_failed' })
    expect(seen).toEqual(['models.example:443'])
  } finally {
    proxy.close()
  }
})

test('a part that belongs to another address, or is larger than its whole, is not gone on with', async () => {
  writeFileSync(`${target()}.part`, new Uint8Array(400_000))
  writeFileSync(
    `${target()}.part.json`,
    JSON.stringify({ url: `${server.url}/net.onnx`, version: '"x"', total: 300_000 }),
  )
  await download()
  expect(server.requests).toEqual(['GET /net.onnx'])
  expect(Buffer.compare(arrived(), CONTENT)).toBe(0)
})

test('room on the disk is looked at before the first byte is written', async () => {
  await expect(checkSpace(target(), 2 ** 60)).rejects.toMatchObject({
    code: 'disk_full',
    message: expect.stringMatching(/needs 1099511627776 MiB and \d+ MiB are free/),
  })
  await checkSpace(target(), 1)
  server.mishaps.push({ claims: 2 ** 50 })
  await expect(download({ bytes: null })).rejects.toMatchObject({ code: 'disk_full' })
  expect(readdirSync(folder.path)).toEqual([])
})

test.each([
  [null, 'https://huggingface.co/a/b/resolve/main/onnx/model.onnx'],
  ['https://hf-mirror.example', 'https://hf-mirror.example/a/b/resolve/main/onnx/model.onnx'],
  ['http://10.0.0.1/{host}/{path}', 'http://10.0.0.1/huggingface.co/a/b/resolve/main/onnx/model.onnx'],
  ['https://cache.example/files/{file}', 'https://cache.example/files/model.onnx'],
  ['https://proxy.example/{url}', 'https://proxy.example/https://huggingface.co/a/b/resolve/main/onnx/model.onnx'],
])('through the mirror %s', (mirror, expected) => {
  expect(mirrored('https://huggingface.co/a/b/resolve/main/onnx/model.onnx', mirror).href).toBe(expected)
})

test.each(['ftp://example.org', 'not an address', 'file:///tmp/{file}'])('%s is no mirror', (mirror) => {
  expect(() => mirrored('https://example.org/a.onnx', mirror)).toThrow('is no address of a mirror')
})
