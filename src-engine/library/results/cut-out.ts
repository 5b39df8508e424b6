import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { type CutOutSummary, cutOutSummarySchema } from '../../../src-shared/cut-out-summary.ts'
import type { CutOut } from '../../background/cut-out.ts'
import { writeAtomically } from '../../files/write-atomically.ts'

/** The object of one photo, as it is kept. */
export type KeptCutOut = Pick<CutOut, 'image' | 'alpha'> & CutOutSummary

/** Where the picture lies: beside the stages' folders, as in the cloud. */
const pictureOf = (folder: string) => join(dirname(folder), 'processed.png')

/** `processed.png` holds colours and alpha (both 8 bit, as the cut-out has them), `cut-out.json` how it was found and what is poor about the photo. */
export async function saveCutOut(folder: string, { image, alpha, method, advice }: KeptCutOut): Promise<string[]> {
  const { width, height, data } = image
  const pixels = new Uint8Array(4 * alpha.length)
  for (let i = 0; i < alpha.length; i++) {
    pixels.set(data.subarray(3 * i, 3 * i + 3), 4 * i)
    pixels[4 * i + 3] = Math.round(255 * alpha[i])
  }
  const files = [pictureOf(folder), join(folder, 'cut-out.json')]
  const raw = { width, height, channels: 4 } as const
  await writeAtomically(files[0], [await sharp(pixels, { raw }).png().toBuffer()])
  await writeAtomically(files[1], JSON.stringify({ method, advice }, null, 2))
  return files
}

export async function loadCutOut(folder: string): Promise<KeptCutOut> {
  const summary = cutOutSummarySchema.parse(JSON.parse(await readFile(join(folder, 'cut-out.json'), 'utf8')))
  const { data: pixels, info } = await sharp(pictureOf(folder)).raw().toBuffer({ resolveWithObject: true })
  const { width, height } = info
  const data = new Uint8Array(3 * width * height)
  const alpha = new Float32Array(width * height)
  for (let i = 0; i < alpha.length; i++) {
    data.set(pixels.subarray(4 * i, 4 * i + 3), 3 * i)
    alpha[i] = pixels[4 * i + 3] / 255
  }
  return { image: { width, height, data }, alpha, ...summary }
}
