import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { expect, test } from 'vitest'
import { createCpuTrainer } from '../../src-engine/training/cpu/create-cpu-trainer.ts'
import { serveComputePage } from '../../src-main/electron/compute/serve-compute-page.ts'
import { ball, circleCameras, photograph } from '../support/coloured-ball.ts'
import type { RemoteRun } from '../support/compute-client.ts'
import { CHROMIUM } from '../support/studio/browser-studio.ts'
import { WEBGPU_ARGUMENTS } from '../support/studio/webgpu-arguments.ts'
import { greySplats, type PageScene } from '../support/webgpu-page.ts'

const PAGE = fileURLToPath(new URL('../../out/compute', import.meta.url))
const CLIENT = fileURLToPath(new URL('../support/compute-client.ts', import.meta.url))
/** Stands for `app://compute`, a scheme that Chromium does not know: secure as that is, and found nowhere. */
const ORIGIN = 'https://compute.invalid'

async function clientScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, target: 'esnext', lib: { entry: CLIENT, formats: ['iife'], name: 'client' } },
  })
  const [{ output }] = built as { output: { code: string }[] }[]
  return output[0].code
}

test.skipIf(!existsSync(CHROMIUM))(
  'the built compute page, under its own policy, trains for whoever gives it a port, as the CPU would',
  async ({ skip }) => {
    const truth = ball(120)
    const views = await photograph(truth, circleCameras(3, 24, 24))
    const initial = { count: truth.count, positions: Array.from(truth.positions, (v, i) => v + 0.05 * Math.sin(7 * i)) }
    const steps = 6
    const scene: PageScene = {
      views: views.map(({ camera, image }) => ({ camera, data: Array.from(image.data) })),
      initial,
      steps,
    }
    const serve = serveComputePage(PAGE)
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: WEBGPU_ARGUMENTS })
    try {
      const page = await browser.newPage()
      const problems: string[] = []
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
      page.on('pageerror', ({ message }) => problems.push(message))
      await page.route(`${ORIGIN}/**`, async (route) => {
        const url = route.request().url().replace(ORIGIN, 'app://compute')
        const response = await serve({ url, method: route.request().method() } as Request)
        const body = Buffer.from(await response.arrayBuffer())
        await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body })
      })
      await page.addInitScript(await clientScript())
      await page.goto(`${ORIGIN}/`)
      // What the policy is for: nothing can be fetched from here.
      expect(await page.evaluate(() => fetch('/index.html').then(String, () => 'refused'))).toBe('refused')
      expect(problems.splice(0).join('\n')).toContain('Content Security Policy')

      const run = await page.evaluate(async (sent) => {
        const client = globalThis as unknown as { trainThroughPort(scene: PageScene): Promise<RemoteRun> }
        return client.trainThroughPort(sent)
      }, scene)
      expect(problems).toEqual([])
      if (!run.adapter) return skip('Chromium has no WebGPU adapter here.')
      expect(run.adapter.software).toBe(true)
      const options = { views, initial: greySplats(initial), steps, splatBudget: 240, shDegree: 1, seed: 1 } as const
      const cpu = await createCpuTrainer({ ...options, threads: 1 })
      for (let step = 0; step < steps; step++) {
        const { loss, splats } = await cpu.step()
        expect(run.results[step]).toMatchObject({ step: step + 1, splats })
        // Rounding grows from step to step.
        expect(run.results[step].loss).toBeCloseTo(loss, step < 4 ? 3 : 2)
      }
      expect(run).toMatchObject({ splats: cpu.splatCount, step: steps })
      await cpu.close()
    } finally {
      await browser.close()
    }
  },
)
