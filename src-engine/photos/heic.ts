import { open, readFile } from 'node:fs/promises'
import type { RgbImage } from '../../src-shared/photo.ts'
import { startWorkerPool } from '../threads/worker-pool.ts'
import type { HeicPixels } from './heic.worker.ts'
import { heicMetadata } from './heic-metadata.ts'
import { convertToSrgb, matrixToSrgb } from './matrix-profile.ts'

/** Brands of HEVC images in an ISO base media file (ISO/IEC 23008-12); AVIF files carry `avif` beside `mif1`. */
const HEVC_BRANDS = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1']
const AV1_BRANDS = ['avif', 'avis']

/** Whether the file is a HEIC photo, by its content. Rejects with the system's error where it cannot be opened. */
export async function isHeic(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0)
    if (bytesRead < 16 || buffer.toString('latin1', 4, 8) !== 'ftyp') return false
    const end = Math.min(bytesRead, buffer.readUInt32BE(0))
    const brands = [buffer.toString('latin1', 8, 12)]
    for (let at = 16; at + 4 <= end; at += 4) brands.push(buffer.toString('latin1', at, at + 4))
    return brands.some((brand) => HEVC_BRANDS.includes(brand)) && !brands.some((brand) => AV1_BRANDS.includes(brand))
  } finally {
    await file.close()
  }
}

/**
 * Decodes a HEIC photo to sRGB, rotated as the file says (its EXIF orientation must not be applied again). Its colour
 * profile is heeded as far as primaries go (phones save Display P3). Decoding runs in WASM on a thread of its own that ends with the photo: it takes about
 * a second for 12 megapixels, and the decoder's memory never shrinks. Rejects files that cannot be decoded.
 */
export async function decodeHeic(path: string): Promise<RgbImage> {
  const pool = startWorkerPool(new URL('./heic.worker.ts', import.meta.url), { threads: 1 })
  try {
    const { width, height, data } = await pool.run<HeicPixels>(path)
    const { icc } = heicMetadata(await readFile(path))
    const matrix = icc ? matrixToSrgb(icc) : null
    if (matrix) convertToSrgb(data, 4, matrix)
    const rgb = new Uint8Array(3 * width * height)
    for (let i = 0, p = 0; p < rgb.length; i += 4) {
      const alpha = data[i + 3] / 255
      for (let c = 0; c < 3; c++) rgb[p++] = alpha === 1 ? data[i + c] : alpha * data[i + c] + (1 - alpha) * 255 + 0.5
    }
    return { width, height, data: rgb }
  } finally {
    await pool.close()
  }
}

/** The EXIF block of a HEIC photo, starting at its TIFF header, where it has one. */
export async function heicExif(path: string): Promise<Buffer | undefined> {
  return heicMetadata(await readFile(path)).exif
}
