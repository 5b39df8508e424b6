/**
 * Single photos, or folders of sixteen views, through the command line: is the GLB valid, how well does its front match
 * the photo, what did each stage cost. Linux only.
 * Usage: node bench/one-photo.ts <output folder> <photos...> [-- options of reconstruct, default --preset fast]
 *
 * Beside each GLB the output folder gets a picture of the model from all sides (support/model-sheet.ts).
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { validateBytes } from 'gltf-validator'
import { loadCutOut } from '../src-engine/library/results/cut-out.ts'
import { measuredReconstruct } from './support/measured-cli.ts'
import { openModelSheet } from './support/model-sheet.ts'

const words = process.argv.slice(2)
const dashes = words.indexOf('--')
const [output, ...photos] = dashes < 0 ? words : words.slice(0, dashes)
const options = dashes < 0 ? ['--preset', 'fast'] : words.slice(dashes + 1)
if (!output || photos.length === 0)
  throw new Error('usage: node bench/one-photo.ts <output folder> <photos...> [-- options of reconstruct]')
mkdirSync(output, { recursive: true })

const rounded = (value: number) => Number(value.toFixed(1))
const sheet = await openModelSheet(output)
for (const photo of photos) {
  const name = basename(photo).replace(/\.\w+$/, '')
  const [glb, project] = ['glb', 'glimpse3d'].map((end) => join(output, `${name}.${end}`))
  const { stages, end, ...run } = await measuredReconstruct([photo, '-o', glb, '--project', project, ...options])
  if (end?.type !== 'done') {
    console.log(JSON.stringify({ photo: name, end }))
    continue
  }
  const bytes = new Uint8Array(readFileSync(glb))
  const { issues } = await validateBytes(bytes)
  const picture = join(project, 'background')
  const cut = existsSync(picture) ? await loadCutOut(picture) : null
  const psnr = await sheet.add(name, bytes, cut)
  console.log(
    JSON.stringify({
      photo: name,
      errors: issues.numErrors,
      cutOut: cut?.method,
      frontPsnr: psnr === null ? null : rounded(psnr),
      cpuSeconds: rounded(run.cpuSeconds),
      wallSeconds: rounded(run.wallSeconds),
      peakMiB: Math.round(run.peakMiB),
    }),
  )
  for (const { stage, cpuSeconds, wallSeconds, peakMiB } of stages) {
    console.log(
      `  ${stage.padEnd(11)}${cpuSeconds.toFixed(1).padStart(6)} s of CPU${wallSeconds.toFixed(1).padStart(7)} s${peakMiB.toFixed(0).padStart(6)} MiB`,
    )
  }
}
await sheet.close()
