import { request } from 'node:http'
import { expect, test } from 'vitest'
import { awaitCallback } from '../../../../src-main/cloud/sign-in/loopback-callback.ts'

const LONG = { timeoutMs: 60_000 }

const statusOf = (address: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<number | string>((resolve) => {
    const sent = request(address, { method, headers }, (response) => resolve(response.resume().statusCode ?? 0))
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''))
    sent.end()
  })

test('the browser brings a code once, and is told to go back', async () => {
  const { address, code } = await awaitCallback(LONG)
  expect(new URL(address)).toMatchObject({ protocol: 'http:', hostname: '127.0.0.1' })
  const page = await fetch(`${address}?code=c-1`)
  expect(await code).toBe('c-1')
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(page.headers.get('cache-control')).toBe('no-store')
  expect(await page.text()).toContain('close this page')
  expect(await statusOf(`${address}?code=c-2`)).toBe('ECONNREFUSED')
})

test('whoever does not know the state, another method, another name of this machine: not found, and waiting goes on', async () => {
  const { address, code } = await awaitCallback(LONG)
  const { port, origin } = new URL(address)
  expect(await statusOf(`${origin}/sign-in/guess?code=evil`)).toBe(404)
  expect(await statusOf(`${origin}/favicon.ico`)).toBe(404)
  expect(await statusOf(`${address}x?code=evil`)).toBe(404)
  expect(await statusOf(`${address}?code=evil`, {}, 'POST')).toBe(404)
  expect(await statusOf(`${address}?code=evil`, { host: `evil.example.org:${port}` })).toBe(404)
  expect(await statusOf(address)).toBe(404)
  await fetch(`${address}?code=good`)
  expect(await code).toBe('good')
})

test('a refusal is told here and there, as text', async () => {
  const { address, code } = await awaitCallback(LONG)
  const refused = expect(code).rejects.toMatchObject({
    code: 'not_signed_in',
    message: expect.stringContaining('<b>no'),
  })
  const page = await fetch(`${address}?error=access_denied&error_description=${encodeURIComponent('<b>no')}`)
  await refused
  expect(await page.text()).toContain('&#60;b&#62;no')
})

test('waiting ends by itself, or when asked', async () => {
  const late = await awaitCallback({ timeoutMs: 1 })
  await expect(late.code).rejects.toMatchObject({ code: 'timed_out' })
  const stop = new AbortController()
  const stopped = await awaitCallback({ ...LONG, signal: stop.signal })
  stop.abort()
  await expect(stopped.code).rejects.toMatchObject({ code: 'cancelled' })
  expect(await statusOf(`${stopped.address}?code=c`)).toBe('ECONNREFUSED')
  const before = await awaitCallback({ ...LONG, signal: stop.signal })
  await expect(before.code).rejects.toMatchObject({ code: 'cancelled' })
})
