import { fileURLToPath } from 'node:url'
import { _electron } from 'playwright-core'
import { expect, test } from 'vitest'
import { electronBinary } from '../../src-main/cli/doctor/electron-binary.ts'
import { temporaryFolder } from '../support/test-photos.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const binary = electronBinary()
const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

test.skipIf(!binary || !hasDisplay)('the built desktop app opens one window that shows the studio', async () => {
  const app = await _electron.launch({
    executablePath: binary!,
    // Chromium's sandbox does not start for root, which containers often are.
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ROOT, `--library=${temporaryFolder()}`],
  })
  try {
    const window = await app.firstWindow()
    await window.waitForLoadState('domcontentloaded')
    expect(app.windows()).toHaveLength(1)
    expect(window.url()).toBe('app://studio/')
    expect(await window.title()).toContain('Glimpse3D')
    await window.locator('#root > *').first().waitFor({ state: 'attached' })
    expect(await window.evaluate(() => 'require' in globalThis || 'process' in globalThis)).toBe(false)
    expect(await window.evaluate(() => 'glimpse3d' in globalThis)).toBe(true)
  } finally {
    await app.close()
  }
})
