import { join } from 'node:path'
import sharp from 'sharp'
import { cutOut, WORKING_EDGE } from '../../src-engine/background/cut-out.ts'
import { adviceOn } from '../../src-engine/background/upload-checks.ts'
import { writeFilesAtomically } from '../../src-engine/files/write-atomically.ts'
import { slotModel } from '../../src-engine/inference/slot-model.ts'
import { matteModel } from '../../src-engine/inference/slots/matte-model.ts'
import { loadPhoto } from '../../src-engine/photos/load-photo.ts'
import type { CutOutPreview } from '../../src-shared/cut-out-summary.ts'
import { StudioError } from '../../src-shared/errors.ts'
import type { GrayImage, RgbImage } from '../../src-shared/photo.ts'
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
 * as it is worked on, and `matte.png`, as large, white with the object's opacity; nothing of it where no object is found.
 * Throws what `cutOut` throws otherwise.
 */
export async function previewCutOut(options: PreviewOptions): Promise<CutOutPreview> {
  const { path, width, height, strokes, seed, folder } = options
  const model = matteModel(await slotModel('background'))
  const cut = await cutOut({ path, width, height }, { strokes, seed, model }).catch((cause: unknown) => {
    if (cause instanceof StudioError && cause.code === 'validation_failed') return null
    throw cause
  })
  const image = await loadPhoto(path, { maxEdge: WORKING_EDGE })
  const matte = cut?.matte ?? {
    width: image.width,
    height: image.height,
    data: new Float32Array(image.width * image.height),
  }
  await writeFilesAtomically([
    { path: join(folder, 'photo.jpg'), chunks: [await jpegOf(image)] },
    { path: join(folder, 'matte.png'), chunks: [await pngOf(matte)] },
  ])
  return { found: cut !== null, method: cut?.method ?? 'grabcut', advice: adviceOn(cut?.weaknesses ?? []) }
}

function jpegOf({ width, height, data }: RgbImage): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 88 })
    .toBuffer()
}

/** White, as opaque as the matte says. */
function pngOf({ width, height, data }: GrayImage): Promise<Uint8Array> {
  const pixels = new Uint8Array(4 * data.length).fill(255)
  for (let i = 0; i < data.length; i++) pixels[4 * i + 3] = Math.round(255 * data[i])
  return sharp(pixels, { raw: { width, height, channels: 4 } })
    .png({ compressionLevel: 3 })
    .toBuffer()
}
