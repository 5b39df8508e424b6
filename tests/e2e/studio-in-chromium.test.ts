import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { expect, test } from 'vitest'
import { startServer } from '../../src-main/server/start-server.ts'
import { temporaryFolder } from '../support/test-photos.ts'

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** What the page and the browser's own rules allow can only be seen in a browser: policies, cookies, redirects. */
test.skipIf(!existsSync(CHROMIUM))(
  'in a real browser the link signs in, the page may upload and open its socket, and another page may not',
  async () => {
    const server = await startServer({ library: join(temporaryFolder(), 'library') })
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    try {
      const context = await browser.newContext()
      const page = await context.newPage()
      await page.goto(server.newLink())
      expect(page.url()).toBe(`http://127.0.0.1:${server.port}/`)
      const own = await page.evaluate(async () => {
        const upload = await fetch('/uploads?name=a.jpg', { method: 'POST', body: new File(['x'], 'a.jpg') })
        const event = await new Promise<string>((resolve) => {
          const socket = new WebSocket('/socket')
          socket.onmessage = ({ data }) => resolve(JSON.parse(data).event.type)
          socket.onerror = () => resolve('refused')
        })
        return { upload: upload.status, event, cookie: document.cookie, isolated: crossOriginIsolated }
      })
      expect(own).toEqual({ upload: 201, event: 'studio', cookie: '', isolated: true })

      const other = await context.newPage()
      const foreign = await other.evaluate(
        (port) =>
          new Promise((resolve) => {
            const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`)
            socket.onopen = () => resolve('open')
            socket.onerror = () => resolve('refused')
          }),
        server.port,
      )
      expect(foreign).toBe('refused')
    } finally {
      await browser.close()
      await server.close()
    }
  },
)
