import type { Surface } from './marching-cubes.ts'
import { type SimplifyOptions, simplifySurface } from './simplify.ts'

/** A surface left with more than this many times the wanted triangles is ragged. */
const RAGGED = 1.25
const ERROR_GROWTH = 2
const ERROR_ROUNDS = 4

/**
 * `simplifySurface`, but a surface so ragged that the error bound leaves far too many triangles may move by up to 16
 * times as much: what makes it ragged is noise, and unwrapping takes minutes over its splinters (measured on phone
 * photos of a glossy object: 170,000 triangles instead of 60,000, and six minutes for the surface instead of one).
 *
 * @param maxError World units.
 */
export async function simplifyRagged(
  surface: Surface,
  targetTriangles: number,
  maxError: number,
  options: SimplifyOptions = {},
): Promise<Surface> {
  let error = maxError
  let simple = await simplifySurface(surface, targetTriangles, error, options)
  for (let round = 0; round < ERROR_ROUNDS && simple.indices.length > 3 * RAGGED * targetTriangles; round++) {
    error *= ERROR_GROWTH
    simple = await simplifySurface(surface, targetTriangles, error, options)
  }
  return simple
}
