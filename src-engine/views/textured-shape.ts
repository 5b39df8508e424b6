import type { TexturedMesh } from '../../src-shared/mesh.ts'
import { encodeTexture } from '../mesh/bake-texture.ts'
import { vertexNormals } from '../mesh/normals.ts'
import { simplifyTextured } from '../mesh/simplify-textured.ts'
import type { Shape } from './shape.ts'

/** As many as a mesh of the balanced preset has. */
const TRIANGLES = 60_000

/**
 * A shape painted by a picture as a mesh with that picture as its texture, of at most `maxTriangles` triangles. Throws
 * for a shape painted by its vertices.
 */
export async function texturedShape(
  { positions, indices, paint }: Shape,
  maxTriangles = TRIANGLES,
): Promise<TexturedMesh> {
  if (paint.kind !== 'picture') throw new Error('Only a shape painted by a picture has a texture')
  const { image, uvs } = paint
  const baseColor = await encodeTexture({ rgb: image.data, size: image.width })
  const mesh = { positions, normals: vertexNormals(positions, indices), uvs, indices, baseColor }
  return simplifyTextured(mesh, maxTriangles)
}
