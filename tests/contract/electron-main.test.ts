import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DrivenApp, startDrivenApp } from '../support/electron/driven-app.ts'
import { temporaryFolder } from '../support/test-photos.ts'

let app: DrivenApp

beforeAll(async () => {
  app = await startDrivenApp(temporaryFolder())
  await app.until(({ record }) => Boolean(record.windows[0]?.url))
})
afterAll(() => app.end())

test('the built main process opens one sandboxed window, shown when its first frame is ready', async () => {
  const { options, url, count, sandboxed, before } = await app.evaluate(({ record }) => ({
    options: record.windows[0].options,
    url: record.windows[0].url,
    count: record.windows.length,
    sandboxed: record.sandboxed,
    before: record.windows[0].visible,
  }))
  expect({ count, sandboxed, before, url }).toEqual({
    count: 1,
    sandboxed: true,
    before: false,
    url: 'app://studio/',
  })
  expect(options).toMatchObject({
    width: 1440,
    minWidth: 800,
    webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false },
  })
  expect(existsSync(options.webPreferences.preload as string)).toBe(true)
  const after = await app.evaluate(({ record }) => {
    record.windows[0].emit('ready-to-show')
    return record.windows[0].visible
  })
  expect(after).toBe(true)
})

test('a page may load itself anew and save files of projects, and may not navigate, open windows or embed others', async () => {
  const outcome = await app.evaluate(({ record }) => {
    const { webContents } = record.windows[0]
    const prevented = (name: string, details: object) => {
      let stopped = false
      webContents.emit(name, { ...details, preventDefault: () => (stopped = true) })
      return stopped
    }
    const to = (url: string, isMainFrame = true) => prevented('will-frame-navigate', { url, isMainFrame })
    return {
      reload: to('app://studio/'),
      hash: to('app://studio/#/project/vase'),
      site: to('https://example.org/'),
      like: to('app://studio.example.org/'),
      file: to('file:///etc/passwd'),
      frame: to('app://studio/', false),
      save: to('app://studio/files/vase/export/glb/vase.glb'),
      redirect: prevented('will-redirect', {}),
      webview: prevented('will-attach-webview', {}),
      opened: webContents.windowOpen?.({ url: 'https://example.org' }).action,
      downloads: record.downloads,
    }
  })
  expect(outcome).toEqual({
    reload: false,
    hash: false,
    site: true,
    like: true,
    file: true,
    frame: true,
    save: true,
    redirect: true,
    webview: true,
    opened: 'deny',
    downloads: ['app://studio/files/vase/export/glb/vase.glb'],
  })
})

test('a page gets no permission but to copy text and to fill the screen', async () => {
  const granted = await app.evaluate(({ record }) => {
    const { session } = record.windows[0].webContents
    const names = ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'fullscreen']
    return names.filter((name) => {
      let asked = false
      session.permissionRequest?.(null, name, (answer) => {
        asked = answer
      })
      return asked || session.permissionCheck?.(null, name)
    })
  })
  expect(granted).toEqual(['fullscreen'])
})

const fetchPage = (url: string, method = 'GET') =>
  app.evaluate(
    async ({ record }, { url, method }) => {
      const response = await record.schemes.get('app')?.({ url, method } as Request)
      if (!response) throw new Error('The scheme is not handled')
      const { status, headers } = response
      return { status, headers: Object.fromEntries(headers), body: await response.text() }
    },
    { url, method },
  )

test('the page comes with a policy that allows nothing which is not named', async () => {
  const page = await fetchPage('app://studio/')
  expect(page.status).toBe(200)
  expect(page.headers['content-type']).toContain('text/html')
  const policy = page.headers['content-security-policy']
  expect(policy).toMatch(/^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';/)
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'/)
  expect(page.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'cross-origin-embedder-policy': 'require-corp',
    'cache-control': 'no-store',
  })
  // The page says the same itself, should it ever be served by something else.
  expect(page.body).toContain("default-src 'none'")
  const script = /src="\.?(\/assets\/[^"]+\.js)"/.exec(page.body)?.[1]
  expect((await fetchPage(`app://studio${script}`)).headers['content-type']).toContain('text/javascript')
  const head = await fetchPage('app://studio/', 'HEAD')
  expect([head.status, head.body, Number(head.headers['content-length'])]).toEqual([200, '', page.body.length])
})

test('no address leads out of the page, to another host, or to what a project does not list', async () => {
  for (const path of [
    '/..%2f..%2fpackage.json',
    '/%2e%2e/main/index.js',
    '/..%5c..%5cpackage.json',
    '/a%00.js',
    '/%',
  ]) {
    expect([path, (await fetchPage(`app://studio${path}`)).status]).toEqual([path, 404])
  }
  for (const path of [
    '/files/no-project/preview',
    '/files/../package.json',
    '/files/x/export/glb/..%2f..%2fstudio.json',
  ]) {
    expect([path, (await fetchPage(`app://studio${path}`)).status]).toEqual([path, 404])
  }
  for (const url of ['app://other/', 'app://studio.example.org/', 'app://studio:80/', 'app:///etc/passwd']) {
    expect([url, (await fetchPage(url)).status]).toEqual([url, 403])
  }
  expect((await fetchPage('app://studio/', 'POST')).status).toBe(400)
})

test('only what belongs to the page may be saved, and the user is asked where', async () => {
  const outcome = await app.evaluate(({ record }) =>
    ['app://studio/files/vase/export/glb/vase.glb', 'blob:app://studio/1', 'https://example.org/a.exe'].map((url) => {
      let prevented = false
      let dialog: { defaultPath?: string } = {}
      const item = {
        getURL: () => url,
        getFilename: () => 'vase.glb',
        setSaveDialogOptions: (options: { defaultPath?: string }) => {
          dialog = options
        },
      }
      record.windows[0].webContents.session.emit('will-download', { preventDefault: () => (prevented = true) }, item)
      return { prevented, asked: /downloads[\\/]vase.glb$/.test(dialog.defaultPath ?? '') }
    }),
  )
  expect(outcome).toEqual([
    { prevented: false, asked: true },
    { prevented: false, asked: true },
    { prevented: true, asked: false },
  ])
})

test('Chromium is told what the viewport needs, and the scheme behaves as a site of its own', async () => {
  const { switches, privileged } = await app.evaluate(({ record }) => record)
  expect(Object.keys(switches)).toContain('enable-unsafe-swiftshader')
  expect(privileged).toEqual([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ])
})

test('a second start ends before it opens anything; the first comes to the front', async () => {
  const second = await startDrivenApp(join(temporaryFolder(), 'second'), ['--second-instance'])
  await second.until(({ record }) => record.exitCode !== null)
  expect(await second.evaluate(({ record }) => record.windows.length)).toBe(0)
  second.end()
  const focused = await app.evaluate(({ app, record }) => {
    app.emit('second-instance', {})
    return record.windows[0].focused
  })
  expect(focused).toBe(1)
})
