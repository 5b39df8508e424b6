import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { rawRequest } from '../support/studio/test-studio.ts'
import { temporaryFolder } from '../support/test-photos.ts'

const START = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url))

test.skipIf(process.platform !== 'linux')(
  'npm start says in one line why there is no window, and serves the studio to the browser until Ctrl-C',
  async () => {
    const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env
    const child = spawn(process.execPath, [START, `--library=${join(temporaryFolder(), 'library')}`], {
      // Without a path there is no program that could open a browser.
      env: { ...env, PATH: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
    const lines: string[] = []
    try {
      for await (const line of createInterface(child.stdout)) {
        lines.push(line)
        if (line.startsWith('Studio ')) break
      }
      const link = new URL(lines.at(-1)?.split(/\s+/)[1] ?? '')
      const page = await rawRequest(Number(link.port), link.pathname + link.search)
      expect(page.status).toBe(303)
    } finally {
      child.kill('SIGINT')
    }
    // By itself, not by the signal; how soon is the server's own matter.
    expect(await ended).not.toBeNull()
    expect(lines.filter((line) => line.includes('opens in your browser instead'))).toEqual([
      'There is no display for a desktop window. The studio opens in your browser instead.',
    ])
  },
)
