import { parseArrays, takeArray } from '../../../src-shared/array-file.ts'
import { sceneSchema } from '../../../src-shared/scene.ts'
import { packCloud } from '../../splats/pack-cloud.ts'
import { packSplatFile } from '../../splats/pack-splat-file.ts'
import { readCloud } from '../../splats/read-cloud.ts'
import { robustBounds } from './bounds.ts'
import type { Loaded, LoadRequest } from './load-requests.ts'

/** Splats fainter than this (of 255) say little about where the object is. */
const SOLID = 64

// Fetches and unpacks what the viewport shows, so that the page only has to hand it to the graphics processor.
self.addEventListener('message', async ({ data: { id, kind, address } }: MessageEvent<LoadRequest>) => {
  try {
    const response = await fetch(address)
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`)
    const value = await readers[kind](response)
    const transfer = Object.values(value).flatMap((field: unknown) => (ArrayBuffer.isView(field) ? [field.buffer] : []))
    self.postMessage({ id, value }, { transfer: transfer as ArrayBuffer[] })
  } catch (error) {
    self.postMessage({ id, error: error instanceof Error ? error.message : String(error) })
  }
})

const readers: { readonly [Kind in keyof Loaded]: (response: Response) => Promise<Loaded[Kind]> } = {
  preview: async (response) => {
    const bytes = await response.arrayBuffer()
    const cloud = packSplatFile(bytes)
    return { ...cloud, bounds: solidBounds(bytes, cloud.count) }
  },
  version: async (response) => packCloud(readCloud(new Uint8Array(await response.arrayBuffer()))),
  scene: async (response) => {
    const { complete, cameras, positions, colors } = sceneSchema.parse(await response.json())
    return {
      complete,
      cameras,
      positions: Float32Array.from(positions),
      colors: Float32Array.from(colors, toLinear),
      bounds: robustBounds(positions.length / 3, (i, axis) => positions[3 * i + axis]),
    }
  },
  mesh: async (response) => {
    const arrays = parseArrays(new Uint8Array(await response.arrayBuffer()))
    return {
      positions: takeArray(arrays, 'positions', Float32Array),
      normals: takeArray(arrays, 'normals', Float32Array),
      uvs: takeArray(arrays, 'uvs', Float32Array),
      indices: takeArray(arrays, 'indices', Uint32Array),
    }
  },
}

/** Of the .splat file as it lies on disk, hence y and z with the other sign. */
function solidBounds(bytes: ArrayBuffer, count: number) {
  const floats = new Float32Array(bytes)
  const octets = new Uint8Array(bytes)
  const solid: number[] = []
  for (let i = 0; i < count; i++) if (octets[32 * i + 27] >= SOLID) solid.push(i)
  return robustBounds(solid.length, (i, axis) => (axis === 0 ? 1 : -1) * floats[8 * solid[i] + axis])
}

/** An 8-bit sRGB value as linear light, 0 to 1. */
function toLinear(value: number): number {
  const share = value / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}
