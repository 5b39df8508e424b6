import { join } from 'node:path'
import sharp from 'sharp'

/** The pictures' depth along the camera's z axis: z = NEAR + RANGE * value / 65535, from where they come from. */
const NEAR = 0.52
const RANGE = 2.05

/** True depth of view `index`, world units, from `007-depth.png`: width * height. */
export async function readTrueDepth(folder: string, index: number): Promise<Float32Array> {
  const bytes = await sharp(join(folder, `${String(index).padStart(3, '0')}-depth.png`))
    .toColourspace('grey16')
    .raw({ depth: 'ushort' })
    .toBuffer()
  const values = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)
  return Float32Array.from(values, (value) => NEAR + (RANGE * value) / 65535)
}
