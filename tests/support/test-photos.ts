import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp, { type Sharp } from 'sharp'
import { afterAll } from 'vitest'
import { seededRandom } from '../../src-engine/math/random.ts'

/** The committed photos of the vase. */
export const VASE = fileURLToPath(new URL('../../resources/samples/vase', import.meta.url))

const temporary: string[] = []
afterAll(() => {
  for (const folder of temporary.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A new empty folder under the system's temporary folder, removed when the test file that asks for it is done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'glimpse-'))
  temporary.push(folder)
  return folder
}

/** A picture of random coloured blocks, different for each seed: textured, sharp, well exposed. */
export function blocks(width: number, height: number, seed: number, block = 16): Sharp {
  const random = seededRandom(seed)
  const columns = Math.ceil(width / block)
  const colors = Uint8Array.from({ length: 3 * columns * Math.ceil(height / block) }, () => 30 + 200 * random())
  const data = Buffer.alloc(3 * width * height)
  for (let y = 0, p = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++) data[p++] = colors[3 * (Math.floor(y / block) * columns + Math.floor(x / block)) + c]
  return sharp(data, { raw: { width, height, channels: 3 } })
}

/** Red, green / blue, white quadrants: tells every rotation and mirroring apart. */
export function quadrants(width: number, height: number): Sharp {
  const colors = [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [255, 255, 255],
  ]
  const data = Buffer.alloc(3 * width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      data.set(colors[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)], 3 * (y * width + x))
  return sharp(data, { raw: { width, height, channels: 3 } })
}
