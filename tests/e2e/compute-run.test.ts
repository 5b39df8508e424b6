import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ProjectState } from '../../src-shared/studio-api/project.ts'
import { startDrivenApp } from '../support/electron/driven-app.ts'
import { SOFTWARE_DRIVER } from '../support/gpu.ts'
import { smallVase } from '../support/small-vase.ts'
import { temporaryFolder } from '../support/test-photos.ts'

test.skipIf(!existsSync(SOFTWARE_DRIVER))(
  'a run of the built desktop app trains through the compute window, and goes on on the processor when that ends',
  async () => {
    process.env.VK_ADD_DRIVER_FILES ??= SOFTWARE_DRIVER
    const root = temporaryFolder()
    const photos = await smallVase(join(root, 'photos'), 6)
    const app = await startDrivenApp(join(root, 'home'))
    try {
      await app.until(({ record }) => Boolean(record.windows[0]?.url))
      await app.evaluate(({ bridge }) => bridge().open({ message: () => {}, command: () => {} }))
      await app.output('setSettings', { backend: 'webgpu' })
      const { id: projectId } = (await app.output('createProject', { name: 'Vase' })) as { id: string }
      const { output } = (await app.evaluate(
        ({ record }, path) =>
          record.windows[0].webContents.invoke('studio:files', { id: 1, call: 'issueHandles', input: { path } }),
        photos,
      )) as { output: { handles: string[] } }
      await app.output('addPhotos', { projectId, handles: output.handles })
      await app.output('startRun', { projectId, options: { preset: 'fast', steps: 20, keepScene: true } })
      const state = async () => (await app.output('openProject', { projectId })) as ProjectState

      // The page's part is played by what the page runs, in the process of the driven app: one port asks, one trains.
      for (const [asked, last] of [
        [1, false],
        [2, true],
      ] as const) {
        await app.until(({ record }) => Boolean(record.windows[1]))
        while ((await app.evaluate(({ record }) => record.windows[1].webContents.posted.length)) < asked) {
          await new Promise((resolve) => setTimeout(resolve, 50))
        }
        await app.evaluate(
          ({ playComputePage, record }, index) => playComputePage(record.windows[1].webContents.posted[index].ports[0]),
          asked - 1,
        )
        if (last) await app.until(({ record }) => JSON.stringify(record.sent).includes('step 2 of 20'))
      }
      expect(JSON.stringify((await state()).log)).not.toContain('goes on on the processor')
      await app.evaluate(({ record }) => {
        record.windows[1].webContents.emit('render-process-gone', {}, { reason: 'crashed' })
        for (const { ports } of record.windows[1].webContents.posted) ports[0].close()
      })
      while ((await state()).summary.state === 'running') await new Promise((resolve) => setTimeout(resolve, 200))
      const ended = await state()
      expect([ended.summary.state, ended.summary.error]).toEqual(['completed', null])
      expect(JSON.stringify(ended.log)).toMatch(/goes on on the processor, from step [12]\b/)
    } finally {
      app.end()
    }
  },
)
