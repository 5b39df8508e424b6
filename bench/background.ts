/**
 * Cuts the objects out of test photos and prints how well the masks agree with the true ones, and what it costs.
 * Usage: node bench/background.ts <data folder> [output folder] [every=1] [models folder]
 *
 * The data folder holds `ring` (ring.jpg, mask.png), `vase` (photos, masks) and `products`. With an output folder the
 * cut-out objects are written there, over magenta, for looking at. With a models folder u2netp-fp16.onnx in it finds
 * the objects, else GrabCut does.
 */
import { mkdirSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import sharp from 'sharp'
import { type CutOut, cutOut, type MatteModel } from '../src-engine/background/cut-out.ts'
import { createInference } from '../src-engine/inference/sessions/inference.ts'
import { inferMatte } from '../src-engine/inference/slots/infer-matte.ts'
import { iou } from './support/mask-agreement.ts'
import { modelInFolder } from './support/model-in-folder.ts'

const [data, output, every = '1', models] = process.argv.slice(2)
if (!data) throw new Error('usage: node bench/background.ts <data folder> [output folder] [every]')
if (output) mkdirSync(output, { recursive: true })

const inference = createInference()
const network = models ? inference.model(modelInFolder<'background'>(models, 'u2netp-fp16')) : null
const model: MatteModel | undefined = network ? (photo, work) => inferMatte(network, photo, work) : undefined

async function run(path: string, mask?: string): Promise<number | null> {
  const started = process.cpuUsage()
  const { autoOrient } = await sharp(path).metadata()
  const result = await cutOut({ path, ...autoOrient }, { model })
  const { user, system } = process.cpuUsage(started)
  const seconds = ((user + system) / 1e6).toFixed(1)
  const agreement = mask ? await iou(result.matte, mask) : null
  const shown = agreement === null ? '' : ` IoU ${agreement.toFixed(3)}`
  console.log(`${basename(path)}: ${result.method},${shown} ${seconds} s of CPU; ${result.weaknesses.join(' ')}`)
  if (output) await writeOver(result, join(output, `${basename(path).replace(/\.\w+$/, '')}.png`))
  return agreement
}

async function writeOver({ image, alpha }: CutOut, path: string): Promise<void> {
  const over = [255, 0, 255]
  const pixels = Buffer.from(
    image.data.map((value, i) => value * alpha[Math.floor(i / 3)] + over[i % 3] * (1 - alpha[Math.floor(i / 3)])),
  )
  await sharp(pixels, { raw: { width: image.width, height: image.height, channels: 3 } }).toFile(path)
}

await run(join(data, 'ring/ring.jpg'), join(data, 'ring/mask.png'))
for (const file of readdirSync(join(data, 'products')).sort()) await run(join(data, 'products', file))
const scores: number[] = []
const photos = readdirSync(join(data, 'vase/photos')).sort()
for (const file of photos.filter((_, i) => i % Number(every) === 0)) {
  const score = await run(join(data, 'vase/photos', file), join(data, 'vase/masks', file.replace('.jpg', '.png')))
  if (score !== null) scores.push(score)
}
const mean = scores.reduce((sum, value) => sum + value, 0) / scores.length
console.log(`vase: mean IoU ${mean.toFixed(3)} over ${scores.length} photos, worst ${Math.min(...scores).toFixed(3)}`)
await inference.close()
