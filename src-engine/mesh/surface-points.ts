import type { SparsePoints } from '../cameras/types.ts'
import type { Focus } from './focus-point.ts'
import type { DepthView } from './types.ts'
import { backProject } from './view-geometry.ts'

/** Enough for a plane and a box, little enough for a few hundred RANSAC trials in a second. */
const FROM_DEPTH = 12_000

/**
 * Points on the seen surface within `reach` of the focus: the sparse points and an even sampling of the depth maps.
 *
 * @param reach World units.
 * @returns World x y z: 3N.
 */
export function gatherSurfacePoints(
  depthViews: readonly DepthView[],
  sparse: SparsePoints,
  focus: Focus,
  reach: number,
): Float64Array {
  const found: number[] = []
  const keep = (x: number, y: number, z: number) => {
    if (Math.hypot(x - focus.point[0], y - focus.point[1], z - focus.point[2]) <= reach) found.push(x, y, z)
  }
  for (let i = 0; i < sparse.count; i++)
    keep(sparse.positions[3 * i], sparse.positions[3 * i + 1], sparse.positions[3 * i + 2])
  const pixels = depthViews.reduce((sum, view) => sum + view.depth.length, 0)
  const step = Math.max(1, Math.floor(Math.sqrt(pixels / FROM_DEPTH)))
  for (const { camera, depth, weight } of depthViews)
    for (let v = step >> 1; v < camera.height; v += step)
      for (let u = step >> 1; u < camera.width; u += step) {
        const i = v * camera.width + u
        if (depth[i] > 0 && weight[i] > 0.5) keep(...backProject(camera, u + 0.5, v + 0.5, depth[i]))
      }
  return Float64Array.from(found)
}
