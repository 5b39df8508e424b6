import { existsSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DrivenApp, startDrivenApp } from '../support/electron/driven-app.ts'
import { temporaryFolder } from '../support/test-photos.ts'

let app: DrivenApp

beforeEach(async () => {
  app = await startDrivenApp(temporaryFolder())
  await app.until(({ record }) => Boolean(record.windows[0]?.url))
})
afterEach(() => app.end())

/** What the engine says of the graphics device, which it asks the compute window for. */
async function graphicsDevice() {
  const checks = (await app.output('checkMachine', {})) as { name: string; value: string; state: string }[]
  return checks.find(({ name }) => name === 'compute: webgpu')
}

/** Only makes the engine ask. */
const askForDevice = () => void graphicsDevice().catch(() => {})

/** Answers, as the page of the newest compute window would, what adapter there is. */
const answerAsPage = () =>
  app.evaluate(({ record }) => {
    const [port] = record.windows.at(-1)!.webContents.posted.at(-1)!.ports
    port.on('message', ({ data }: { data: { id: number } }) => {
      port.postMessage({ type: 'reply', id: data.id, output: { name: 'A card', software: false } })
    })
    port.start()
  })

const untilPortIsGiven = () => app.until(({ record }) => Boolean(record.windows.at(-1)?.webContents.posted[0]))

const windows = () => app.evaluate(({ record }) => record.windows.map((window) => !window.isDestroyed()))

test('the compute window is opened when the engine asks for a device, hidden, sandboxed and at full speed', async () => {
  expect(await windows()).toEqual([true])
  const found = graphicsDevice()
  await untilPortIsGiven()
  const { options, url, visible, posted } = await app.evaluate(({ record }) => ({
    options: record.windows[1].options,
    url: record.windows[1].url,
    visible: record.windows[1].visible,
    posted: record.windows[1].webContents.posted.map(({ channel, ports }) => [channel, ports.length]),
  }))
  expect({ url, visible, posted }).toEqual({ url: 'app://compute/', visible: false, posted: [['compute:port', 1]] })
  expect(options).toMatchObject({
    show: false,
    skipTaskbar: true,
    webPreferences: {
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      backgroundThrottling: false,
    },
  })
  expect(options.webPreferences.preload).toMatch(/compute\.cjs$/)
  expect(existsSync(options.webPreferences.preload as string)).toBe(true)
  await answerAsPage()
  expect(await found).toMatchObject({ value: 'A card', state: 'good' })
})

test('its page is alone in its session: its own script, no other address, no navigation, no permission, no download', async () => {
  askForDevice()
  await untilPortIsGiven()
  const fetched = (url: string, method = 'GET') =>
    app.evaluate(
      async ({ record }, { url, method }) => {
        const response = await record.windows[1].webContents.session.schemes.get('app')?.({ url, method } as Request)
        if (!response) throw new Error('The scheme is not handled')
        return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() }
      },
      { url, method },
    )
  const page = await fetched('app://compute/')
  expect(page.status).toBe(200)
  expect(page.headers['content-security-policy']).toBe(
    "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  )
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(page.body)?.[1]
  expect((await fetched(`app://compute${script}`)).headers['content-type']).toContain('text/javascript')
  for (const url of [
    'app://studio/',
    'app://studio/files/x/preview',
    'app://compute/files/x/preview',
    'app://compute/..%2fmain/index.js',
    'app://compute.example.org/',
    'app:///etc/passwd',
  ]) {
    expect([url, (await fetched(url)).status]).toEqual([url, 404])
  }
  expect((await fetched('app://compute/', 'POST')).status).toBe(404)
  // Nor does the studio's session have the compute window's page.
  const fromStudio = await app.evaluate(async ({ record }) => {
    return (await record.schemes.get('app')?.({ url: 'app://compute/', method: 'GET' } as Request))?.status
  })
  expect(fromStudio).toBe(403)

  const outcome = await app.evaluate(({ record }) => {
    const { webContents } = record.windows[1]
    const prevented = (emitter: { emit(name: string, event: object): boolean }, name: string, details: object) => {
      let stopped = false
      emitter.emit(name, { ...details, preventDefault: () => (stopped = true) })
      return stopped
    }
    const permissions = ['fullscreen', 'clipboard-sanitized-write', 'media'].filter((name) => {
      let asked = false
      webContents.session.permissionRequest?.(null, name, (answer) => {
        asked = answer
      })
      return asked || webContents.session.permissionCheck?.(null, name)
    })
    return {
      studio: prevented(webContents, 'will-frame-navigate', { url: 'app://studio/', isMainFrame: true }),
      itself: prevented(webContents, 'will-frame-navigate', { url: 'app://compute/', isMainFrame: true }),
      site: prevented(webContents, 'will-frame-navigate', { url: 'https://example.org/', isMainFrame: true }),
      download: prevented(webContents.session, 'will-download', {}),
      opened: webContents.windowOpen?.({ url: 'https://example.org' }).action,
      permissions,
      // What the studio's page may do is as it was.
      ofStudio: record.windows[0].webContents.session.permissionCheck?.(null, 'fullscreen'),
    }
  })
  expect(outcome).toEqual({
    studio: true,
    itself: true,
    site: true,
    download: true,
    opened: 'deny',
    permissions: [],
    ofStudio: true,
  })
})

test('no channel of the studio answers its page', async () => {
  askForDevice()
  await untilPortIsGiven()
  const channels = await app.evaluate(({ record }) => {
    const frame = { parent: null, origin: 'app://compute' }
    return [...record.handlers.keys()].map((channel) => {
      try {
        record.windows[1].webContents.invoke(channel, {}, frame)
        return `${channel} answers`
      } catch {
        return 'refused'
      }
    })
  })
  expect(channels.length).toBeGreaterThan(3)
  expect(new Set(channels)).toEqual(new Set(['refused']))
})

test('a reload of the studio, or the end of its page, does not touch it', async () => {
  const found = graphicsDevice()
  await untilPortIsGiven()
  await app.evaluate(async ({ bridge, record }) => {
    const { webContents } = record.windows[0]
    record.answers.push(0)
    webContents.emit('render-process-gone', {}, { reason: 'crashed' })
    await new Promise(setImmediate)
    bridge().open({ message: () => {}, command: () => {} })
    return webContents.reloads
  })
  expect(await windows()).toEqual([true, true])
  await answerAsPage()
  expect(await found).toMatchObject({ value: 'A card' })
})

test('when its process ends the engine is told, and the next to ask gets a new window', async () => {
  const found = graphicsDevice()
  await untilPortIsGiven()
  await app.evaluate(({ record }) =>
    record.windows[1].webContents.emit('render-process-gone', {}, { reason: 'crashed' }),
  )
  expect(await found).toMatchObject({ value: 'no graphics device found', state: 'limited' })
  expect(await windows()).toEqual([true, false])

  const again = graphicsDevice()
  await app.until(({ record }) => Boolean(record.windows[2]?.webContents.posted[0]))
  await answerAsPage()
  expect(await again).toMatchObject({ value: 'A card', state: 'good' })
  expect(await windows()).toEqual([true, false, true])
})

test('it ends with its engine, and with the app, which it does not keep alive', async () => {
  askForDevice()
  await untilPortIsGiven()
  await app.evaluate(({ record }) => record.engines[0].kill())
  await app.until(({ record }) => record.windows[1].isDestroyed())

  await app.until(({ record }) => record.engines.length === 2)
  askForDevice()
  await app.until(({ record }) => Boolean(record.windows[2]?.webContents.posted[0]))
  // Asked to close it stays: whoever asks may be told to stay by the studio.
  expect(await app.evaluate(({ record }) => record.windows[2].close())).toBeUndefined()
  expect(await windows()).toEqual([true, false, true])
  await app.evaluate(({ record }) => record.windows[0].close())
  await app.until(({ record }) => record.exitCode === 0)
  expect(await windows()).toEqual([false, false, false])
})
