import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { awaitCallback } from '../../src-main/cloud/sign-in/loopback-callback.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const read = (file: string) => readFile(path.join(ROOT, file), 'utf8')

it('sends a code, and no link, with every email that signs in', async () => {
  const config = await read('supabase/config.toml')
  const templates = [...config.matchAll(/^\[auth\.email\.template\.(\w+)\]\nsubject = ".+"\ncontent_path = "(.+)"$/gm)]
  expect(templates.map(([, name]) => name).sort()).toEqual(['confirmation', 'magic_link'])
  for (const [, , file] of templates) {
    const html = await read(file)
    expect(html).toContain('{{ .Token }}')
    expect(html).not.toMatch(/href|URL/)
  }
})

it('lets a browser come back to where the studio waits, and nowhere else', async () => {
  const [, allowed] = /^additional_redirect_urls = \["([^"]+)"\]$/m.exec(await read('supabase/config.toml')) ?? []
  // The auth service takes `*` for anything but the separators `.` and `/`.
  const pattern = new RegExp(
    `^${allowed
      .split('*')
      .map((part) => part.replaceAll('.', '\\.'))
      .join('[^./]*')}$`,
  )
  const cancelled = new AbortController()
  const { address, code } = await awaitCallback({ timeoutMs: 60_000, signal: cancelled.signal })
  cancelled.abort()
  await expect(code).rejects.toThrow()
  expect(address).toMatch(pattern)
  for (const elsewhere of [
    'http://127.0.0.1.evil.org/sign-in/x',
    'http://127.0.0.1:1/x',
    'https://evil.org/sign-in/x',
  ]) {
    expect(elsewhere).not.toMatch(pattern)
  }
})

it('allows files as large as the largest bucket does', async () => {
  const [, gibibytes] = /^file_size_limit = "(\d+)GiB"$/m.exec(await read('supabase/config.toml')) ?? []
  const storage = await read('supabase/migrations/20261121100300_storage.sql')
  const limits = [...storage.matchAll(/false, (\d+), array/g)].map(([, bytes]) => Number(bytes))
  expect(limits).toHaveLength(6)
  expect(Number(gibibytes) * 2 ** 30).toBe(Math.max(...limits))
})
