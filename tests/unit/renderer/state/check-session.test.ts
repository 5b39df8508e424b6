import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { checkSession } from '../../../../src-renderer/state/check-session.ts'

let server: Server | null = null

async function serve(status: number): Promise<string> {
  server = createServer((_, response) => response.writeHead(status).end())
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

async function stop(): Promise<void> {
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)))
  server = null
}

afterEach(stop)

test('tells a host that lets nobody in from one that knows this browser', async () => {
  expect(await checkSession(await serve(401))).toBe('signed-out')
  await stop()
  expect(await checkSession(await serve(200))).toBe('signed-in')
})

test('a host that has gone is unreachable', async () => {
  const address = await serve(200)
  await stop()
  expect(await checkSession(address)).toBe('unreachable')
})
