import sharp from 'sharp'
import type { TextureImage } from '../../src-shared/mesh.ts'
import type { WorkOptions } from '../../src-shared/progress.ts'
import { betweenLongSteps } from '../threads/between-long-steps.ts'
import { startWorkerPool } from '../threads/worker-pool.ts'
import type { TrainingView } from '../training/trainer.ts'
import type { BakeMessage } from './bake.worker.ts'
import type { BakeScene } from './bake-scene.ts'
import { consensusColours } from './colour-correction.ts'
import { diffuseColours } from './diffuse-colours.ts'
import { fillTexture } from './fill-texture.ts'
import { shared } from './fuse-depth.ts'
import type { Surface } from './marching-cubes.ts'
import { photoGains } from './photo-gains.ts'
import type { UnwrappedMesh } from './unwrap.ts'
import { vertexNeighbours } from './vertex-neighbours.ts'
import { quantile } from './view-geometry.ts'
import { createVisibility } from './visibility.ts'

export interface BakedTexture {
  /** 8-bit sRGB: 3 * size * size. */
  readonly rgb: Uint8Array
  readonly size: number
}

/** Rings of a chart's own colour around it: past the reach of bilinear sampling and the first mip levels. */
const RINGS = 4
/** Steps in depth, and depth differences that still count as the same surface, as shares of the surface's size. */
const JUMP_SHARE = 0.012
const SLACK_SHARE = 0.004

const floats = (length: number) => new Float32Array(new SharedArrayBuffer(4 * length))
const bytes = (length: number) => new Uint8Array(new SharedArrayBuffer(length))

/**
 * Paints the surface from the photos: visibility by depth buffers, gains and smooth corrections so that the photos
 * agree, then for each texel the best looks blended (see bake-texels.ts). What no photo sees takes the colour that
 * flows in from around it.
 *
 * @param normals Unit normals of the closed surface's vertices.
 * @param photos Undistorted photos with their cameras.
 * @throws StudioError `cancelled`.
 */
export async function bakeTexture(
  surface: Surface,
  normals: Float32Array,
  unwrapped: UnwrappedMesh,
  photos: readonly TrainingView[],
  size: number,
  options: WorkOptions = {},
): Promise<BakedTexture> {
  const count = surface.positions.length / 3
  const views = photos.map(({ camera, image }) => ({ ...createVisibility(camera), rgb: shared(image.data) }))
  const { starts, neighbours } = vertexNeighbours(count, surface.indices)
  const middle = [0, 1, 2].map((axis) => extent(surface.positions, axis).middle)
  const diagonal = Math.hypot(...[0, 1, 2].map((axis) => extent(surface.positions, axis).length))
  const densities = views.map(
    ({ centre, focal }) => (focal / Math.hypot(...centre.map((value, axis) => value - middle[axis]))) ** 2,
  )
  const samples = {
    points: count,
    views: views.length,
    colours: floats(3 * count * views.length),
    weights: floats(count * views.length),
  }
  const gains = floats(3 * views.length)
  const consensus = floats(4 * count)
  const scene: BakeScene = {
    positions: shared(surface.positions),
    normals: shared(normals),
    indices: shared(surface.indices),
    uvs: shared(unwrapped.uvs),
    source: shared(unwrapped.source),
    corners: shared(unwrapped.indices),
    views,
    jump: JUMP_SHARE * diagonal,
    slack: SLACK_SHARE * diagonal,
    fullWeight: quantile(densities, 0.5),
    colours: samples.colours,
    weights: samples.weights,
    confidence: floats(count * views.length),
    gains,
    consensus,
    corrections: new Int8Array(new SharedArrayBuffer(3 * count * views.length)),
    starts: shared(starts),
    neighbours: shared(neighbours),
    size,
    rgb: bytes(3 * size * size),
    covered: bytes(size * size),
  }
  const pool = startWorkerPool(new URL('./bake.worker.ts', import.meta.url), options)
  let done = 0
  const step = Math.max(16, Math.ceil(size / 64))
  const pieces = 2 * views.length + Math.ceil(size / step)
  const run = async (message: BakeMessage) => {
    await pool.run(message)
    options.onProgress?.(++done / pieces, 'painting the texture')
  }
  try {
    const setup: BakeMessage = { kind: 'setup', scene }
    await pool.broadcast(() => setup)
    await Promise.all(views.map((_, view) => run({ kind: 'look', view })))
    gains.set(photoGains(samples))
    await betweenLongSteps(options)
    consensus.set(consensusColours(samples, gains))
    await Promise.all(views.map((_, view) => run({ kind: 'correct', view })))
    diffuseColours(consensus, { starts, neighbours })
    await betweenLongSteps(options)
    const rows: Promise<void>[] = []
    for (let row0 = 0; row0 < size; row0 += step)
      rows.push(run({ kind: 'rows', row0, row1: Math.min(size, row0 + step) }))
    await Promise.all(rows)
  } finally {
    await pool.close()
  }
  await betweenLongSteps(options)
  fillTexture(scene.rgb, scene.covered, size, RINGS)
  return { rgb: scene.rgb, size }
}

/** Encodes the texture as JPEG, which every viewer reads and which is a tenth of a PNG's size. */
export async function encodeTexture({ rgb, size }: BakedTexture): Promise<TextureImage> {
  const encoded = await sharp(Buffer.from(rgb), { raw: { width: size, height: size, channels: 3 } })
    .jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
    .toBuffer()
  return { mimeType: 'image/jpeg', width: size, height: size, bytes: Uint8Array.from(encoded) }
}

function extent(positions: Float32Array, axis: number): { middle: number; length: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = axis; i < positions.length; i += 3) {
    low = Math.min(low, positions[i])
    high = Math.max(high, positions[i])
  }
  return { middle: (low + high) / 2, length: high - low }
}
