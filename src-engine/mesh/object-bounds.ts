import type { WorkOptions } from '../../src-shared/progress.ts'
import type { Focus } from './focus-point.ts'
import { fuseDepth } from './fuse-depth.ts'
import type { FusionView } from './integrate-depth.ts'
import { cutBelow, cutHeight, keepObject } from './isolate-object.ts'
import type { Plane } from './support-plane.ts'
import { quantile } from './view-geometry.ts'
import { type Box, gridOver } from './voxel-field.ts'

/** Voxels along the side of the first, coarse look. */
const COARSE_CELLS = 112
/** Room left around what was found, in coarse voxels. */
const MARGIN = 3

function grown(box: Box, by: number): Box {
  return {
    min: [box.min[0] - by, box.min[1] - by, box.min[2] - by],
    max: [box.max[0] + by, box.max[1] + by, box.max[2] + by],
  }
}

/**
 * Finds the box around the object: a coarse fusion of the space the cameras look at, without the table, of which the
 * body at the focus is kept. The fine grid then spends its voxels on the object alone.
 *
 * @returns null when there is no surface at the focus.
 */
export async function findObjectBounds(
  views: readonly FusionView[],
  focus: Focus,
  plane: Plane | null,
  options: WorkOptions,
): Promise<Box | null> {
  const { point, radius } = focus
  const region = grown({ min: point, max: point }, radius)
  const field = await fuseDepth(views, gridOver(region, COARSE_CELLS), options)
  if (plane) cutBelow(field, plane, cutHeight(plane, field.grid.voxel))
  const box = keepObject(field, focus)
  return box && grown(box, MARGIN * field.grid.voxel)
}

/**
 * The box around everything that was seen, without the last far stragglers: for keeping the whole scene.
 *
 * @param points World x y z of seen surface points: 3N, N > 0.
 */
export function sceneBounds(points: Float64Array): Box {
  const ends = (axis: number) => {
    const values: number[] = []
    for (let i = axis; i < points.length; i += 3) values.push(points[i])
    const low = quantile(values, 0.01)
    const high = quantile(values, 0.99)
    const room = 0.05 * (high - low) + 1e-6
    return [low - room, high + room]
  }
  const [x, y, z] = [ends(0), ends(1), ends(2)]
  return { min: [x[0], y[0], z[0]], max: [x[1], y[1], z[1]] }
}
