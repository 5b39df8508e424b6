import type { TexturedMesh } from '../../src-shared/mesh.ts'
import { partOf, type WorkOptions } from '../../src-shared/progress.ts'
import { bakeTexture, encodeTexture } from '../mesh/bake-texture.ts'
import { vertexNormals } from '../mesh/normals.ts'
import { simplifySurface } from '../mesh/simplify.ts'
import { unwrap } from '../mesh/unwrap.ts'
import type { ObjectView } from './object-view.ts'
import type { Shape } from './shape.ts'

/** Simplification may move the surface by this much, world units; the object is about one in radius. */
const LARGEST_MOVE = 0.01

/**
 * A shape as a mesh with a texture baked from its views: simplified, unwrapped, painted. Throws `cancelled`.
 *
 * @param views Drawn from the shape, and the photo.
 */
export async function paintedShape(
  shape: Shape,
  views: readonly ObjectView[],
  { textureSize, triangles }: { readonly textureSize: number; readonly triangles: number },
  options: WorkOptions,
): Promise<TexturedMesh> {
  const surface = await simplifySurface(shape, triangles, LARGEST_MOVE)
  const normals = vertexNormals(surface.positions, surface.indices)
  const unwrapped = await unwrap(surface.positions, normals, surface.indices, textureSize, partOf(options, 0.1, 0.4))
  const texture = await bakeTexture(surface, normals, unwrapped, views, textureSize, partOf(options, 0.4, 1))
  const ofEach = (values: Float32Array) =>
    Float32Array.from(
      { length: 3 * unwrapped.source.length },
      (_, k) => values[3 * unwrapped.source[Math.floor(k / 3)] + (k % 3)],
    )
  return {
    positions: ofEach(surface.positions),
    normals: ofEach(normals),
    uvs: unwrapped.uvs,
    indices: unwrapped.indices,
    baseColor: await encodeTexture(texture),
  }
}
