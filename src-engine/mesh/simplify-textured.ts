import { MeshoptSimplifier, type SimplifierFlags } from 'meshoptimizer'
import type { TexturedMesh } from '../../src-shared/mesh.ts'
import { dropUnusedVertices } from './drop-unused-vertices.ts'

/** How much a turn of the normal counts beside a move of the surface by the mesh's size: gltfpack's value. */
const NORMAL_WEIGHT = 0.5
/**
 * How much the texture's slipping counts. The charts of a model are about half as long in texture coordinates as the
 * model is: at 2 a slip would weigh as much as a move by the same length; a slip within the surface is seen less.
 */
const UV_WEIGHT = 1
/** Errors do not stop it: a count was asked for. (Relative to the mesh's size; no mesh moves by more than that.) */
const ANY_ERROR = 1e3

/**
 * The mesh with at most so many triangles, by quadric edge collapse onto vertices it has, so that the same texture
 * still fits. Seams of the texture stay closed; only when they leave too many triangles they may be collapsed across.
 * (A model of hundreds of scraps may still keep more than asked for: what is left of each cannot vanish.)
 */
export async function simplifyTextured(mesh: TexturedMesh, maxTriangles: number): Promise<TexturedMesh> {
  const wanted = 3 * maxTriangles
  if (mesh.indices.length <= wanted) return mesh
  await MeshoptSimplifier.ready
  const attributes = attributesOf(mesh)
  const weights = [NORMAL_WEIGHT, NORMAL_WEIGHT, NORMAL_WEIGHT, UV_WEIGHT, UV_WEIGHT]
  const simplify = (flags: SimplifierFlags[]) =>
    MeshoptSimplifier.simplifyWithAttributes(
      ...([mesh.indices, mesh.positions, 3, attributes, 5, weights, null, wanted, ANY_ERROR, flags] as const),
    )[0]
  const strict = simplify([])
  const indices = strict.length > wanted ? simplify(['Permissive']) : strict
  return dropUnusedVertices({ ...mesh, indices })
}

/** Normal and texture coordinates of each vertex: 5V. */
function attributesOf({ normals, uvs }: TexturedMesh): Float32Array {
  const vertices = uvs.length / 2
  const attributes = new Float32Array(5 * vertices)
  for (let v = 0; v < vertices; v++) {
    attributes.set(normals.subarray(3 * v, 3 * v + 3), 5 * v)
    attributes.set(uvs.subarray(2 * v, 2 * v + 2), 5 * v + 3)
  }
  return attributes
}
