import { StudioError } from '../../src-shared/errors.ts'
import type { TexturedMesh } from '../../src-shared/mesh.ts'
import { partOf, type WorkOptions } from '../../src-shared/progress.ts'
import type { SparsePoints } from '../cameras/types.ts'
import { betweenLongSteps } from '../threads/between-long-steps.ts'
import type { TrainingView } from '../training/trainer.ts'
import { bakeTexture, encodeTexture } from './bake-texture.ts'
import { dropSmallPieces } from './clean-surface.ts'
import { extractSurface } from './extract-surface.ts'
import type { Surface } from './marching-cubes.ts'
import { vertexNormals } from './normals.ts'
import { refineSurface } from './refine-surface.ts'
import { simplifyRagged } from './simplify-ragged.ts'
import { smoothSurface } from './smooth-surface.ts'
import { heightAbove, type Plane } from './support-plane.ts'
import type { DepthView } from './types.ts'
import { unwrap } from './unwrap.ts'

export interface BuildMeshOptions extends WorkOptions {
  readonly depthViews: readonly DepthView[]
  /** Undistorted photos of all placed cameras, for the texture; about 1600 px wide is enough. */
  readonly photos: readonly TrainingView[]
  readonly points: SparsePoints
  /** Voxels along the longest side of the object. */
  readonly grid: 128 | 256 | 384
  /** Side of the square texture, texels. */
  readonly textureSize: number
  /** Keep the table and the background too. */
  readonly keepScene: boolean
  /** Default: 20,000, 60,000 or 150,000 by grid. */
  readonly targetTriangles?: number
}

const TRIANGLES = { 128: 20_000, 256: 60_000, 384: 150_000 } as const
/** Simplification may move the surface by this share of a voxel. */
const SIMPLIFY_ERROR = 0.35
const SMOOTHING_ROUNDS = 8
/** The surface is refined with this many times the triangles it ends with, having moved by at most this share of a voxel. */
const REFINED_SHARE = 2
const REFINED_ERROR = 0.5
/** Separate pieces with fewer triangles than this share of the largest are floaters. */
const PIECE_SHARE = 0.02

/** 1 for the vertices of the flat base on the table, which no photo sees. */
function onBase({ positions }: Surface, plane: Plane | null, voxel: number): Uint8Array {
  const base = new Uint8Array(positions.length / 3)
  for (let v = 0; plane && v < base.length; v++) {
    const height = heightAbove(plane, positions[3 * v], positions[3 * v + 1], positions[3 * v + 2])
    if (Math.abs(height) < 0.3 * voxel) base[v] = 1
  }
  return base
}

/**
 * Turns depth maps and photos into a textured mesh: fused, isolated, smoothed, refined on the photos,
 * simplified, unwrapped and painted.
 * World frame in, world frame out. Peak memory is about 6 bytes a voxel, 8 bytes a depth pixel and 3 bytes a photo
 * pixel (photos whose data lies in shared memory are not copied).
 *
 * @throws StudioError `pipeline_error` when there is no surface where the cameras look, `cancelled`.
 */
export async function buildMesh(options: BuildMeshOptions): Promise<TexturedMesh> {
  if (options.depthViews.length === 0 || options.photos.length === 0)
    throw new StudioError(
      'pipeline_error',
      'There are no depth maps to build a surface from.',
      'Train the splats first.',
    )
  const target = options.targetTriangles ?? TRIANGLES[options.grid]
  const { surface: raw, voxel, plane } = await extractSurface(options, partOf(options, 0, 0.25))
  await betweenLongSteps(options)
  const smooth = smoothSurface(dropSmallPieces(raw, PIECE_SHARE), SMOOTHING_ROUNDS)
  await betweenLongSteps(options)
  const even = await simplifyRagged(smooth, REFINED_SHARE * target, REFINED_ERROR * voxel, { even: true })
  await betweenLongSteps(options)
  const refined = await refineSurface(even, onBase(even, plane, voxel), options.photos, partOf(options, 0.25, 0.55))
  await betweenLongSteps(options)
  const surface = await simplifyRagged(refined, target, SIMPLIFY_ERROR * voxel)
  await betweenLongSteps(options)
  const closedNormals = vertexNormals(surface.positions, surface.indices)
  const unwrapped = await unwrap(
    surface.positions,
    closedNormals,
    surface.indices,
    options.textureSize,
    partOf(options, 0.55, 0.7),
  )
  options.onProgress?.(0.7, 'painting the texture')
  const texture = await bakeTexture(
    surface,
    closedNormals,
    unwrapped,
    options.photos,
    options.textureSize,
    partOf(options, 0.7, 0.98),
  )
  const baseColor = await encodeTexture(texture)
  const vertices = unwrapped.source.length
  const positions = new Float32Array(3 * vertices)
  const normals = new Float32Array(3 * vertices)
  for (let v = 0; v < vertices; v++)
    for (let axis = 0; axis < 3; axis++) {
      positions[3 * v + axis] = surface.positions[3 * unwrapped.source[v] + axis]
      normals[3 * v + axis] = closedNormals[3 * unwrapped.source[v] + axis]
    }
  options.onProgress?.(1, 'mesh ready')
  return { positions, normals, uvs: unwrapped.uvs, indices: unwrapped.indices, baseColor }
}
