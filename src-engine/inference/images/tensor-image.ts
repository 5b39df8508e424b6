import type { RgbImage } from '../../../src-shared/photo.ts'
import { checkFinite } from './tensor-map.ts'

/** The values of a network's picture: 0..1, -1..1 or 0..255. */
export type PictureRange = 'unit' | 'signed' | 'bytes'

/** A plane-by-plane RGB picture that a network gave, as 8-bit; what lies beyond the range is clipped. */
export function planesToImage(
  title: string,
  planes: Float32Array,
  { width, height }: { width: number; height: number },
  range: PictureRange,
): RgbImage {
  checkFinite(title, planes)
  const area = width * height
  const data = new Uint8ClampedArray(3 * area)
  const scale = range === 'bytes' ? 1 : range === 'unit' ? 255 : 127.5
  const shift = range === 'signed' ? 127.5 : 0
  for (let c = 0; c < 3; c++) for (let i = 0; i < area; i++) data[3 * i + c] = planes[c * area + i] * scale + shift
  return { width, height, data: new Uint8Array(data.buffer) }
}
