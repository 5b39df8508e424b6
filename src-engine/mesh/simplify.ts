import { MeshoptSimplifier } from 'meshoptimizer'
import type { Surface } from './marching-cubes.ts'

export interface SimplifyOptions {
  /** Keep the triangles of even size, for work that goes on at the vertices. */
  readonly even?: boolean
}

/**
 * Reduces the triangles by quadric edge collapse (meshoptimizer) until the target is met or the surface would move by
 * more than `maxError`, whichever comes first.
 *
 * @param maxError World units.
 */
export async function simplifySurface(
  surface: Surface,
  targetTriangles: number,
  maxError: number,
  { even = false }: SimplifyOptions = {},
): Promise<Surface> {
  await MeshoptSimplifier.ready
  const [simplified] = MeshoptSimplifier.simplify(
    surface.indices,
    surface.positions,
    3,
    Math.min(3 * targetTriangles, surface.indices.length),
    maxError,
    even ? ['ErrorAbsolute', 'Regularize'] : ['ErrorAbsolute'],
  )
  const [renamed, count] = MeshoptSimplifier.compactMesh(simplified)
  const positions = new Float32Array(3 * count)
  for (let v = 0; v < renamed.length; v++) {
    if (renamed[v] === 0xffffffff) continue
    positions.set(surface.positions.subarray(3 * v, 3 * v + 3), 3 * renamed[v])
  }
  // compactMesh renames the indices in place.
  return { positions, indices: simplified }
}
