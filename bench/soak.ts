/**
 * Memory over a long training: `node bench/soak.ts <data folder> <projects folder> [--minutes 30] [--threads N]`, the scene
 * `vase` as in support/load-scene.ts. Trains runs of 15,000 steps one after another, `balanced` otherwise, with a preview a
 * second as the studio takes them, and prints a line of JSON a minute: MiB of the process, of JavaScript's heap and of buffers.
 */
import { parseArgs } from 'node:util'
import { trainSplats } from '../src-engine/training/train-splats.ts'
import { PRESETS } from '../src-shared/presets.ts'
import { loadScene } from './support/load-scene.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string', default: '30' }, threads: { type: 'string', default: '2' } },
})
const [data, projects] = positionals
if (!data || !projects) throw new Error('usage: node bench/soak.ts <data folder> <projects folder>')
const { trainedAt, points, cameras } = await loadScene(data, projects, 'vase')
const { photoWidth, splatBudget, shDegree } = PRESETS.balanced
const views = await trainedAt(photoWidth)
const minutes = Number(values.minutes)
const begun = performance.now()
const stop = new AbortController()
const mebibytes = (bytes: number) => Math.round(bytes / 2 ** 20)
let nextMinute = 0
async function train(): Promise<void> {
  await trainSplats({
    views,
    heldOut: [],
    points,
    cameras,
    steps: 15_000,
    splatBudget,
    shDegree,
    threads: Number(values.threads),
    signal: stop.signal,
    onPreview: async () => {},
    onMetrics: ({ step, splats, psnr }) => {
      const minute = (performance.now() - begun) / 60_000
      if (minute < nextMinute) return
      nextMinute = Math.floor(minute) + 1
      const { rss, heapUsed, arrayBuffers } = process.memoryUsage()
      const memory = { rss: mebibytes(rss), heap: mebibytes(heapUsed), buffers: mebibytes(arrayBuffers) }
      console.log(
        JSON.stringify({ minute: Math.floor(minute), step, splats, psnr: Number(psnr.toFixed(2)), ...memory }),
      )
      if (minute >= minutes) stop.abort()
    },
  })
}

try {
  for (;;) await train()
} catch (error) {
  if (!stop.signal.aborted) throw error
}
