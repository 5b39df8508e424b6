import { type Accessor, NodeIO, Primitive } from '@gltf-transform/core'
import { StudioError } from '../../src-shared/errors.ts'
import type { TexturedMesh } from '../../src-shared/mesh.ts'

/**
 * Decodes a GLB that holds one textured mesh, as this program writes it; the node's transform is applied.
 * Throws `unsupported_format` for anything else.
 */
export async function decodeGlb(bytes: Uint8Array): Promise<TexturedMesh> {
  const document = await new NodeIO().readBinary(bytes).catch((cause: unknown) => {
    throw unsupported('The GLB file cannot be read.', cause)
  })
  const root = document.getRoot()
  const nodes = root.listNodes().filter((node) => node.getMesh())
  const primitives = nodes.flatMap((node) => node.getMesh()?.listPrimitives() ?? [])
  const [primitive] = primitives
  if (primitives.length !== 1 || primitive.getMode() !== Primitive.Mode.TRIANGLES) {
    throw unsupported('The GLB file is not one triangle mesh.')
  }
  const floats = (name: string) => asFloats(primitive.getAttribute(name))
  const [positions, normals, uvs] = [floats('POSITION'), floats('NORMAL'), floats('TEXCOORD_0')]
  const texture = primitive.getMaterial()?.getBaseColorTexture()
  const image = texture?.getImage()
  const size = texture?.getSize()
  const mimeType = texture?.getMimeType()
  if (!positions || !normals || !uvs || !image || !size || (mimeType !== 'image/jpeg' && mimeType !== 'image/png')) {
    throw unsupported('The mesh in the GLB file has no normals, no texture coordinates or no texture.')
  }
  const matrix = nodes[0].getWorldMatrix()
  const indices = primitive.getIndices()?.getArray()
  return {
    positions: transform(positions, matrix, 1),
    normals: transform(normals, matrix, 0),
    uvs,
    indices: indices ? Uint32Array.from(indices) : Uint32Array.from({ length: positions.length / 3 }, (_, i) => i),
    baseColor: { mimeType, width: size[0], height: size[1], bytes: image },
  }
}

function unsupported(message: string, cause?: unknown): StudioError {
  const hint = 'Only GLB files with one textured mesh, as this program writes them, can be read.'
  return new StudioError('unsupported_format', message, hint, cause === undefined ? {} : { cause })
}

/** The accessor's values as floats, normalised integers resolved. */
function asFloats(accessor: Accessor | null): Float32Array | null {
  if (!accessor) return null
  const size = accessor.getElementSize()
  const floats = new Float32Array(accessor.getCount() * size)
  const element: number[] = []
  for (let i = 0; i < accessor.getCount(); i++) floats.set(accessor.getElement(i, element), i * size)
  return floats
}

/** Points (w = 1) or directions (w = 0, kept at unit length; the scale is taken for uniform) by a column-major matrix. */
function transform(vectors: Float32Array, m: readonly number[], w: 0 | 1): Float32Array {
  const out = new Float32Array(vectors.length)
  for (let i = 0; i < vectors.length; i += 3) {
    const [x, y, z] = vectors.subarray(i, i + 3)
    const moved = [0, 1, 2].map((r) => m[r] * x + m[4 + r] * y + m[8 + r] * z + w * m[12 + r])
    const length = w === 0 ? Math.hypot(...moved) || 1 : 1
    for (let r = 0; r < 3; r++) out[i + r] = moved[r] / length
  }
  return out
}
