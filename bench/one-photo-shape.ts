/**
 * Makes the built-in shape of single photos and prints how well its front matches the photo, and what it costs.
 * Usage: node bench/one-photo-shape.ts <data folder> [output folder]
 *
 * The data folder holds `ring/ring.jpg` and `products`. With an output folder a GLB and a picture of the photo and the
 * shape from eight sides are written there, for looking at.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import sharp from 'sharp'
import { cutOut } from '../src-engine/background/cut-out.ts'
import { encodeGlb } from '../src-engine/export/glb.ts'
import { drawRig } from '../src-engine/views/draw-rig.ts'
import { drawView } from '../src-engine/views/draw-view.ts'
import { frontPsnr } from '../src-engine/views/front-psnr.ts'
import { inflatedShape } from '../src-engine/views/inflated-shape.ts'
import { orbitCamera, photoCamera } from '../src-engine/views/rig.ts'
import { texturedShape } from '../src-engine/views/textured-shape.ts'

const [data, output] = process.argv.slice(2)
if (!data) throw new Error('usage: node bench/one-photo-shape.ts <data folder> [output folder]')
if (output) mkdirSync(output, { recursive: true })

const photos = [
  join(data, 'ring/ring.jpg'),
  ...readdirSync(join(data, 'products'))
    .sort()
    .map((file) => join(data, 'products', file)),
]
for (const path of photos) {
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
  const front = drawView(shape, photoCamera('front', Math.min(256, picture.image.width)))
  const observed = views.filter(({ origin }) => origin === 'observed').length
  console.log(
    `${basename(path)}: front ${frontPsnr(front, picture).toFixed(1)} dB, ${shape.indices.length / 3} triangles, ` +
      `${observed} of ${views.length} views mostly observed; seconds of CPU: cut out by ${cut}, shape by ${shaped}, views by ${drawn}`,
  )
  if (!output) continue
  const name = join(output, basename(path).replace(/\.\w+$/, ''))
  writeFileSync(`${name}.glb`, await encodeGlb(await texturedShape(shape)))
  const around = [0, 45, 90, 180, 270].map((azimuth) =>
    orbitCamera('side', { azimuth, elevation: 12, distance: 4, focal: 747, size: 256 }),
  )
  const pictures = [front, ...around.map((camera) => drawView(shape, camera)), views[0], views[6]]
  const tiles = await Promise.all(
    pictures.map(async ({ image }, i) => ({
      input: await sharp(Buffer.from(image.data), { raw: { width: 256, height: 256, channels: 3 } })
        .png()
        .toBuffer(),
      left: 256 * i,
      top: 0,
    })),
  )
  await sharp({ create: { width: 256 * tiles.length, height: 256, channels: 3, background: 'white' } })
    .composite(tiles)
    .png()
    .toFile(`${name}.png`)
}
