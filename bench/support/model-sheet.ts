import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { ObjectPicture } from '../../src-engine/background/square-crop.ts'
import { loadPhoto } from '../../src-engine/photos/load-photo.ts'
import { frontPsnr } from '../../src-engine/views/front-psnr.ts'
import { photoView } from '../../src-engine/views/photo-view.ts'
import { photoCamera } from '../../src-engine/views/rig.ts'
import { openGlbDrawer } from './draw-glb.ts'
import type { GlbLook } from './glb-page.ts'

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
const COLUMNS = 1 + around.length + forms.length

/** Pictures of models, one row each, in a folder. */
export interface ModelSheet {
  /**
   * Writes `name.png`: the photo's object (or the front), the model from the front, its left, behind and its right, and
   * its form alone from between.
   *
   * @returns PSNR in dB of the model's front against the object's picture, inside its outline.
   */
  add(name: string, glb: Uint8Array, picture: ObjectPicture | null): Promise<number | null>
  /** Writes `all.png`, one row below the other. */
  close(): Promise<void>
}

export async function openModelSheet(folder: string): Promise<ModelSheet> {
  const drawer = await openGlbDrawer()
  const rows: Buffer[] = []
  return {
    add: async (name, glb, picture) => {
      const [seen, ...looks] = await drawer.draw(glb, eye, [front, ...around, ...forms])
      const path = join(folder, `${name}-front.png`)
      await writeFile(path, seen)
      const view = { camera, image: await loadPhoto(path), alpha: new Float32Array(SIZE * SIZE) }
      const photo = picture && photoView(picture, camera).image
      const first = photo
        ? await sharp(photo.data, { raw: { ...photo, channels: 3 } })
            .png()
            .toBuffer()
        : seen
      const row = await tiled([first, ...looks], COLUMNS, SIZE)
      await writeFile(join(folder, `${name}.png`), row)
      rows.push(row)
      return picture && frontPsnr(view, picture)
    },
    close: async () => {
      await drawer.close()
      if (rows.length > 0) await writeFile(join(folder, 'all.png'), await tiled(rows, 1, SIZE * COLUMNS))
    },
  }
}

/** Pictures `width` wide and SIZE high, `columns` beside each other. */
async function tiled(pictures: readonly Buffer[], columns: number, width: number): Promise<Buffer> {
  const tiles = await Promise.all(
    pictures.map(async (picture, i) => ({
      input: await sharp(picture).resize(width, SIZE).png().toBuffer(),
      left: (i % columns) * width,
      top: Math.floor(i / columns) * SIZE,
    })),
  )
  const height = Math.ceil(pictures.length / columns) * SIZE
  return sharp({ create: { width: columns * width, height, channels: 3, background: 'white' } })
    .composite(tiles)
    .png()
    .toBuffer()
}
