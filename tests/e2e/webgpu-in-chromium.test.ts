import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { expect, test } from 'vitest'
import { createCpuTrainer } from '../../src-engine/training/cpu/create-cpu-trainer.ts'
import { ball, circleCameras, photograph } from '../support/coloured-ball.ts'
import { CHROMIUM } from '../support/studio/browser-studio.ts'
import { WEBGPU_ARGUMENTS } from '../support/studio/webgpu-arguments.ts'
import { greySplats, type PageScene } from '../support/webgpu-page.ts'

/** A secure context, as WebGPU wants one; nothing listens there. */
const ADDRESS = 'http://127.0.0.1:9/'

/** The trainer with all it needs as one script for a page. */
async function pageScript(): Promise<string> {
  const entry = new URL('../support/webgpu-page.ts', import.meta.url).pathname
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, target: 'esnext', lib: { entry, formats: ['es'], fileName: 'page' } },
  })
  const [{ output }] = built as { output: { code: string }[] }[]
  return output[0].code
}

test.skipIf(!existsSync(CHROMIUM))(
  'the trainer for graphics devices runs in a page as well, and its steps are those of the CPU',
  async ({ skip }) => {
    const truth = ball(150)
    const views = await photograph(truth, circleCameras(4, 32, 32))
    const positions = Array.from(truth.positions, (v, i) => v + 0.05 * Math.sin(7 * i))
    const initial = { count: truth.count, positions }
    const steps = 12
    const scene: PageScene = {
      views: views.map(({ camera, image }) => ({ camera, data: Array.from(image.data) })),
      initial,
      steps,
    }
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: WEBGPU_ARGUMENTS })
    try {
      const page = await browser.newPage()
      const script = await pageScript()
      await page.route(`${ADDRESS}**`, (route) =>
        route.request().url().endsWith('.js')
          ? route.fulfill({ contentType: 'text/javascript', body: script })
          : route.fulfill({ contentType: 'text/html', body: '<script type="module" src="/page.js"></script>' }),
      )
      await page.goto(ADDRESS)
      await page.waitForFunction(() => 'train' in globalThis)
      const results = await page.evaluate(async (sent) => {
        const { train } = globalThis as unknown as { train(scene: PageScene): Promise<{ loss: number }[] | null> }
        return train(sent)
      }, scene)
      if (!results) return skip('Chromium has no WebGPU adapter here.')
      const options = { views, initial: greySplats(initial), steps, splatBudget: 300, shDegree: 1, seed: 1 } as const
      const cpu = await createCpuTrainer({ ...options, threads: 1 })
      for (let step = 0; step < steps; step++) {
        const { loss, splats } = await cpu.step()
        expect(results[step]).toMatchObject({ step: step + 1, splats })
        // Rounding grows from step to step.
        expect(results[step].loss).toBeCloseTo(loss, step < 4 ? 3 : 2)
      }
      await cpu.close()
    } finally {
      await browser.close()
    }
  },
)
