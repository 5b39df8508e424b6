import type { GrayImage } from '../../src-shared/photo.ts'
import { components } from './largest-object.ts'

/** A gap smaller than this share of the object is a highlight that a network took for background, not a hole. */
const SPECK_SHARE = 0.002

/** A matte without its specks: gaps within the object too small to be holes of it are covered. */
export function fillSpecks({ width, height, data }: GrayImage): Float32Array {
  const open = Uint8Array.from(data, (value) => (value > 0.5 ? 0 : 1))
  const object = open.reduce((count, value) => count + 1 - value, 0)
  const { labels, areas } = components(open, width, height)
  return data.map((value, i) => (labels[i] >= 0 && areas[labels[i]] < SPECK_SHARE * object ? 1 : value))
}
