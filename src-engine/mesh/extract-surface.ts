import { StudioError } from '../../src-shared/errors.ts'
import { partOf, type WorkOptions } from '../../src-shared/progress.ts'
import { betweenLongSteps } from '../threads/between-long-steps.ts'
import type { BuildMeshOptions } from './build-mesh.ts'
import { dropUnseen } from './clean-surface.ts'
import { depthBias, withoutBias } from './depth-bias.ts'
import { findFocus } from './focus-point.ts'
import { fuseDepth, prepareFusionViews } from './fuse-depth.ts'
import { closeBorder, cutBelow, cutHeight, keepObject, trimFoot } from './isolate-object.ts'
import { marchingCubes, type Surface } from './marching-cubes.ts'
import { findObjectBounds, sceneBounds } from './object-bounds.ts'
import { smoothField } from './smooth-field.ts'
import { findSupportPlane, heightAbove, type Plane } from './support-plane.ts'
import { gatherSurfacePoints } from './surface-points.ts'
import { trimSpurs } from './trim-spurs.ts'
import { type Box, gridOver } from './voxel-field.ts'

/** A step in depth of more than this share of the distance to the object is an edge, less is noise. */
const JUMP_SHARE = 0.02
/** Smoothing of the fused field, see `smoothField`: more takes thin walls away. */
const FIELD_ROUNDS = 1
/** With more than this angle (radians) about the object never photographed, its back is not made up. */
const ONE_SIDED = (150 * Math.PI) / 180

export interface ExtractedSurface {
  readonly surface: Surface
  /** Edge of a voxel, world units. */
  readonly voxel: number
  /** The table, on which the object's flat base now lies; null when there is none or it was kept. */
  readonly plane: Plane | null
}

function noSurface(keepScene: boolean): StudioError {
  return keepScene
    ? new StudioError(
        'pipeline_error',
        'No surface was found in the photos.',
        'Take photos that overlap more and show texture, or use a higher preset.',
      )
    : new StudioError(
        'pipeline_error',
        'No surface was found where the cameras look.',
        'Run again with --scene to keep everything that was seen, or take photos that all show the object in the middle.',
      )
}

/** Lowers the flat base that the cut has left down to the table, where the object ends. Changes the positions. */
function lowerBase({ positions }: Surface, plane: Plane, height: number, voxel: number): void {
  for (let i = 0; i < positions.length; i += 3) {
    const above = heightAbove(plane, positions[i], positions[i + 1], positions[i + 2])
    if (Math.abs(above - height) > 0.2 * voxel) continue
    for (let axis = 0; axis < 3; axis++) positions[i + axis] -= above * plane.normal[axis]
  }
}

/**
 * The surface of the object (or, with `keepScene`, of everything seen) from depth maps: where the cameras look, the
 * table under it, the box around it, a fine fusion within the box, marching cubes.
 *
 * @throws StudioError `pipeline_error` when there is none, `cancelled`.
 */
export async function extractSurface(
  { depthViews: measured, photos, points, grid: cells, keepScene, seed = 0 }: BuildMeshOptions,
  options: WorkOptions,
): Promise<ExtractedSurface> {
  const cameras = photos.map((photo) => photo.camera)
  const focus = findFocus(cameras, measured)
  const depthViews = withoutBias(measured, depthBias(measured, cameras, points, focus))
  const views = await prepareFusionViews(depthViews, JUMP_SHARE * focus.distance, options)
  let plane: Plane | null = null
  let box: Box | null = null
  if (keepScene) {
    const seen = gatherSurfacePoints(depthViews, points, focus, 4 * focus.distance)
    if (seen.length > 0) box = sceneBounds(seen)
  } else {
    plane = findSupportPlane(gatherSurfacePoints(depthViews, points, focus, 1.2 * focus.radius), focus, seed)
    box = await findObjectBounds(views, focus, plane, partOf(options, 0, 0.3))
  }
  if (!box) throw noSurface(keepScene)
  const field = await fuseDepth(views, gridOver(box, cells), partOf(options, 0.3, 0.9))
  const { voxel } = field.grid
  await betweenLongSteps(options)
  smoothField(field, FIELD_ROUNDS)
  await betweenLongSteps(options)
  const open = keepScene || focus.azimuthGap > ONE_SIDED
  const height = plane ? cutHeight(plane, voxel) : 0
  if (plane) {
    cutBelow(field, plane, height)
    trimFoot(field, plane, height)
    await betweenLongSteps(options)
  }
  if (!keepScene && !keepObject(field, focus)) throw noSurface(keepScene)
  await betweenLongSteps(options)
  trimSpurs(field)
  if (!open) closeBorder(field)
  await betweenLongSteps(options)
  const closed = marchingCubes(field)
  const surface = open ? dropUnseen(closed, field) : closed
  if (surface.indices.length === 0) throw noSurface(keepScene)
  if (plane) lowerBase(surface, plane, height, voxel)
  return { surface, voxel, plane }
}
