/**
 * Makes the built-in shape of single photos as the GLB of the fast preset, without splats, and prints how well its front
 * matches the photo as another renderer draws it, and what it costs.
 * Usage: node bench/one-photo-shape.ts <data folder> <output folder> [part of a name]
 *
 * The data folder holds `ring/ring.jpg` and `products`. The output folder gets the GLBs and a picture of each from all
 * sides (support/model-sheet.ts).
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { validateBytes } from 'gltf-validator'
import sharp from 'sharp'
import { cutOut } from '../src-engine/background/cut-out.ts'
import { encodeGlb } from '../src-engine/export/glb.ts'
import { drawRig } from '../src-engine/views/draw-rig.ts'
import { inflatedShape } from '../src-engine/views/inflated-shape.ts'
import { texturedShape } from '../src-engine/views/textured-shape.ts'
import { openModelSheet } from './support/model-sheet.ts'

const [data, output, part = ''] = process.argv.slice(2)
if (!data || !output)
  throw new Error('usage: node bench/one-photo-shape.ts <data folder> <output folder> [part of a name]')
mkdirSync(output, { recursive: true })
/** Of the fast preset (shape-surface.ts). */
const TRIANGLES = 20_000

const sheet = await openModelSheet(output)
const products = readdirSync(join(data, 'products')).sort()
const photos = [join(data, 'ring/ring.jpg'), ...products.map((file) => join(data, 'products', file))]
for (const path of photos.filter((photo) => basename(photo).includes(part))) {
  const started = process.cpuUsage()
  const since = () => {
    const { user, system } = process.cpuUsage(started)
    return ((user + system) / 1e6).toFixed(1)
  }
  const { autoOrient } = await sharp(path).metadata()
  const picture = await cutOut({ path, ...autoOrient }, {})
  const cut = since()
  const { shape } = await inflatedShape(picture)
  const shaped = since()
  const views = await drawRig(shape)
  const drawn = since()
  const name = basename(path).replace(/\.\w+$/, '')
  const mesh = await texturedShape(shape, TRIANGLES)
  const glb = await encodeGlb(mesh)
  writeFileSync(join(output, `${name}.glb`), glb)
  const { issues } = await validateBytes(glb)
  const psnr = await sheet.add(name, glb, picture)
  const observed = views.filter(({ origin }) => origin === 'observed').length
  console.log(
    `${name}: ${picture.method}, ${issues.numErrors} errors, front ${psnr?.toFixed(1)} dB, ${mesh.indices.length / 3} triangles, ` +
      `${observed} of ${views.length} views mostly observed; seconds of CPU: cut out by ${cut}, shape by ${shaped}, views by ${drawn}`,
  )
}
await sheet.close()
