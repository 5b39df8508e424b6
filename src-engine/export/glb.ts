import { Document, NodeIO, type TypedArray } from '@gltf-transform/core'
import type { TexturedMesh } from '../../src-shared/mesh.ts'
import { VERSION } from '../../src-shared/version.ts'
import { BAKED_ROUGHNESS } from './baked-roughness.ts'

/** Index type by glTF's rule that the largest value of the type is reserved. */
const MAX_16_BIT_VERTICES = 65535

/**
 * Encodes a textured mesh as binary glTF 2.0: one node, one mesh, one material with the texture as base colour. The
 * world frame is glTF's (right-handed, +Y up), so nothing is turned.
 */
export async function encodeGlb(mesh: TexturedMesh): Promise<Uint8Array> {
  const document = new Document()
  document.getRoot().getAsset().generator = `Glimpse3D Studio ${VERSION}`
  const buffer = document.createBuffer()
  const { positions, normals, uvs, indices, baseColor } = mesh
  const accessor = (type: 'VEC2' | 'VEC3' | 'SCALAR', array: Float32Array | Uint16Array | Uint32Array) =>
    document.createAccessor().setType(type).setArray(unshared(array)).setBuffer(buffer)
  const short = positions.length / 3 <= MAX_16_BIT_VERTICES
  const primitive = document
    .createPrimitive()
    .setAttribute('POSITION', accessor('VEC3', positions))
    .setAttribute('NORMAL', accessor('VEC3', unitNormals(normals)))
    .setAttribute('TEXCOORD_0', accessor('VEC2', uvs))
    .setIndices(accessor('SCALAR', short ? Uint16Array.from(indices) : indices))
    .setMaterial(
      document
        .createMaterial('surface')
        .setBaseColorTexture(
          document.createTexture('base color').setImage(baseColor.bytes).setMimeType(baseColor.mimeType),
        )
        .setDoubleSided(mesh.doubleSided ?? false)
        .setMetallicFactor(0)
        .setRoughnessFactor(BAKED_ROUGHNESS),
    )
  const node = document.createNode('model').setMesh(document.createMesh('model').addPrimitive(primitive))
  document.getRoot().setDefaultScene(document.createScene('scene').addChild(node))
  return new NodeIO().writeBinary(document)
}

/** Normals of length one; a missing one, which glTF does not allow, points up. */
function unitNormals(normals: Float32Array): Float32Array {
  const unit = new Float32Array(normals.length)
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.hypot(normals[i], normals[i + 1], normals[i + 2])
    for (let j = 0; j < 3; j++) unit[i + j] = length > 0 ? normals[i + j] / length : j === 1 ? 1 : 0
  }
  return unit
}

/** The library wants arrays over memory that is not shared between threads. */
function unshared(array: Float32Array | Uint16Array | Uint32Array): TypedArray {
  return array.buffer instanceof ArrayBuffer ? (array as TypedArray) : array.slice()
}
