import type { ModelFormat } from '../../../src-shared/formats.ts'
import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { decodePly, encodePly } from './ply.ts'
import { decodeSplat, encodeSplat } from './splat.ts'
import { decodeSpz, encodeSpz } from './spz.ts'

export type SplatFormat = Extract<ModelFormat, 'ply' | 'spz' | 'splat'>

export interface SplatCodec {
  readonly encode: (cloud: SplatCloud) => Uint8Array | Promise<Uint8Array>
  readonly decode: (bytes: Uint8Array) => Promise<SplatCloud>
}

/** Every file format for splats. Files hold y-down data (SPZ: its own frame); clouds are always in our world frame. */
export const SPLAT_CODECS: Readonly<Record<SplatFormat, SplatCodec>> = {
  ply: { encode: encodePly, decode: decodePly },
  spz: { encode: encodeSpz, decode: decodeSpz },
  splat: { encode: encodeSplat, decode: decodeSplat },
}

export function isSplatFormat(format: string): format is SplatFormat {
  return Object.hasOwn(SPLAT_CODECS, format)
}
