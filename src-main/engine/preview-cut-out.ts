import { join } from 'node:path'
import sharp from 'sharp'
import { cutOut } from '../../src-engine/background/cut-out.ts'
import { adviceOn } from '../../src-engine/background/upload-checks.ts'
import { writeFilesAtomically } from '../../src-engine/files/write-atomically.ts'
import { slotModel } from '../../src-engine/inference/slot-model.ts'
import { matteModel } from '../../src-engine/inference/slots/matte-model.ts'
import { loadPhoto } from '../../src-engine/photos/load-photo.ts'
import type { CutOutSummary } from '../../src-shared/cut-out-summary.ts'
import type { Stroke } from '../../src-shared/strokes.ts'

interface PreviewOptions {
  readonly path: string
  /** Of the photo as the camera took it, pixels. */
  readonly width: number
  readonly height: number
  readonly strokes: readonly Stroke[]
  readonly seed: number
  readonly folder: string
}

/**
 * Cuts the object out as a run would, and writes what a person has to see of it into a folder: `photo.jpg`, the whole photo
 * as it was worked on, and `matte.png`, as large, white with the object's opacity. Throws as `cutOut` does.
 */
export async function previewCutOut({
  path,
  width,
  height,
  strokes,
  seed,
  folder,
}: PreviewOptions): Promise<CutOutSummary> {
  const model = matteModel(await slotModel('background'))
  const { matte, method, weaknesses } = await cutOut({ path, width, height }, { strokes, seed, model })
  const image = await loadPhoto(path, { maxEdge: Math.max(matte.width, matte.height) })
  const photo = await sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } })
    .jpeg({ quality: 88 })
    .toBuffer()
  const pixels = new Uint8Array(4 * matte.data.length).fill(255)
  for (let i = 0; i < matte.data.length; i++) pixels[4 * i + 3] = Math.round(255 * matte.data[i])
  const alpha = await sharp(pixels, { raw: { width: matte.width, height: matte.height, channels: 4 } })
    .png({ compressionLevel: 3 })
    .toBuffer()
  await writeFilesAtomically([
    { path: join(folder, 'photo.jpg'), chunks: [photo] },
    { path: join(folder, 'matte.png'), chunks: [alpha] },
  ])
  return { method, advice: adviceOn(weaknesses) }
}
