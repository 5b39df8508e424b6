/**
 * Single photos through the command line: is the GLB valid, how well does its front match the photo, what did each stage
 * cost. Usage: node bench/one-photo.ts <output folder> <photos...> [-- options of reconstruct]
 *
 * Beside each GLB the output folder gets a picture of the photo and the model: from the front, the left, behind and the
 * right, a little from above, and its form alone from between; and `all.png` with one below the other. Linux only.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { validateBytes } from 'gltf-validator'
import sharp, { type OverlayOptions } from 'sharp'
import { loadCutOut } from '../src-engine/library/results/cut-out.ts'
import { loadPhoto } from '../src-engine/photos/load-photo.ts'
import { frontPsnr } from '../src-engine/views/front-psnr.ts'
import { photoView } from '../src-engine/views/photo-view.ts'
import { photoCamera } from '../src-engine/views/rig.ts'
import { openGlbDrawer } from './support/draw-glb.ts'
import type { GlbLook } from './support/glb-page.ts'
import { measuredReconstruct } from './support/measured-cli.ts'

const words = process.argv.slice(2)
const dashes = words.indexOf('--')
const [output, ...photos] = dashes < 0 ? words : words.slice(0, dashes)
const options = dashes < 0 ? ['--preset', 'fast'] : words.slice(dashes + 1)
if (!output || photos.length === 0)
  throw new Error('usage: node bench/one-photo.ts <output folder> <photos...> [-- options of reconstruct]')
mkdirSync(output, { recursive: true })

/** The front is compared at this width, as the pipeline's own measure is. */
const SIZE = 256
const camera = photoCamera('front', SIZE)
const eye = {
  distance: camera.worldToCamera[11],
  view: (2 * 180 * Math.atan(SIZE / 2 / camera.fy)) / Math.PI,
  size: SIZE,
}
const front: GlbLook = { azimuth: 0, elevation: 0, style: 'texture', background: 0xffffff }
const around = [0, 90, 180, 270].map((azimuth): GlbLook => ({ ...front, azimuth, elevation: 15, background: 0x4a5568 }))
const forms = [45, 225].map((azimuth): GlbLook => ({ azimuth, elevation: 20, style: 'clay', background: 0x2d3748 }))

const drawer = await openGlbDrawer()
const rows: Buffer[] = []
for (const photo of photos) {
  const name = join(output, basename(photo).replace(/\.\w+$/, ''))
  const run = await measuredReconstruct([photo, '-o', `${name}.glb`, '--project', `${name}.glimpse3d`, ...options])
  const figures = { photo: basename(photo), ...run, stages: undefined }
  if (run.end?.type !== 'done') {
    console.log(JSON.stringify(figures))
    continue
  }
  const glb = new Uint8Array(readFileSync(`${name}.glb`))
  const { issues } = await validateBytes(glb)
  const picture = join(`${name}.glimpse3d`, 'background')
  const [seen, ...looks] = await drawer.draw(glb, eye, [front, ...around, ...forms])
  const isPhoto = existsSync(picture)
  const cut = isPhoto ? await loadCutOut(picture) : null
  writeFileSync(`${name}-front.png`, seen)
  const image = await loadPhoto(`${name}-front.png`)
  const view = { camera, image, alpha: new Float32Array(SIZE * SIZE) }
  const psnr = cut && frontPsnr(view, cut)
  console.log(
    JSON.stringify({
      photo: basename(photo),
      errors: issues.numErrors,
      cutOut: cut?.method,
      frontPsnr: psnr && Number(psnr.toFixed(1)),
      cpuSeconds: rounded(run.cpuSeconds),
      wallSeconds: rounded(run.wallSeconds),
      peakMiB: Math.round(run.peakMiB),
      stages: Object.fromEntries(
        run.stages.map(({ stage, cpuSeconds, wallSeconds, peakMiB }) => [
          stage,
          `${rounded(cpuSeconds)} s of CPU, ${rounded(wallSeconds)} s, ${Math.round(peakMiB)} MiB`,
        ]),
      ),
    }),
  )
  const shown = cut && photoView(cut, camera).image
  const first = shown
    ? await sharp(shown.data, { raw: { ...shown, channels: 3 } })
        .png()
        .toBuffer()
    : seen
  const row = await beside([first, ...looks])
  writeFileSync(`${name}.png`, row)
  rows.push(row)
}
await drawer.close()
if (rows.length > 0) writeFileSync(join(output, 'all.png'), await below(rows))

function rounded(value: number): number {
  return Number(value.toFixed(1))
}

async function beside(pictures: readonly Buffer[]): Promise<Buffer> {
  const tiles = await Promise.all(
    pictures.map(async (picture, i) => ({
      input: await sharp(picture).resize(SIZE, SIZE).png().toBuffer(),
      left: i * SIZE,
      top: 0,
    })),
  )
  return sheet(pictures.length * SIZE, SIZE, tiles)
}

function below(pictures: readonly Buffer[]): Promise<Buffer> {
  const tiles = pictures.map((input, i) => ({ input, left: 0, top: i * SIZE }))
  return sheet((3 + around.length) * SIZE, pictures.length * SIZE, tiles)
}

function sheet(width: number, height: number, tiles: OverlayOptions[]): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: 'white' } })
    .composite(tiles)
    .png()
    .toBuffer()
}
