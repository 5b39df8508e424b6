import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'

const inRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

let driven: Record<string, unknown>

beforeAll(() => {
  driven = JSON.parse(
    execFileSync(process.execPath, [inRoot('tests/support/electron/drive-main.mjs')], { encoding: 'utf8' }),
  )
})

test('the built main process opens one sandboxed window, shown when its first frame is ready', () => {
  expect(driven).toMatchObject({
    sandboxed: true,
    windows: 1,
    preloadExists: true,
    pageExists: true,
    shownBeforeReady: false,
    shownAfterReady: true,
    webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false },
  })
})

test('a page may not navigate, open windows, embed webviews or get permissions', () => {
  expect(driven).toMatchObject({
    navigationPrevented: true,
    webviewPrevented: true,
    opened: 'deny',
    permissionGranted: false,
    permissionChecked: false,
  })
})

test('the page allows nothing that is not named in its policy', () => {
  const page = readFileSync(inRoot('out/renderer/index.html'), 'utf8')
  expect(page).toContain("default-src 'none'")
  // WebAssembly draws the splats; nothing else that is not a file of ours may run or style.
  expect(page).toContain("script-src 'self' 'wasm-unsafe-eval'; style-src 'self';")
  expect(page).not.toMatch(/unsafe-inline|'unsafe-eval'/)
})
