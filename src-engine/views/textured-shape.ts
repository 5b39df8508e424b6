import type { TexturedMesh } from '../../src-shared/mesh.ts'
import { encodeTexture } from '../mesh/bake-texture.ts'
import { vertexNormals } from '../mesh/normals.ts'
import type { Shape } from './shape.ts'

/** A shape painted by a picture as a mesh with that picture as its texture. Throws for one painted by its vertices. */
export async function texturedShape({ positions, indices, paint }: Shape): Promise<TexturedMesh> {
  if (paint.kind !== 'picture') throw new Error('Only a shape painted by a picture has a texture')
  const { image, uvs } = paint
  const baseColor = await encodeTexture({ rgb: image.data, size: image.width })
  return { positions, normals: vertexNormals(positions, indices), uvs, indices, baseColor }
}
