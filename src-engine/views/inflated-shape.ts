import type { Camera } from '../../src-shared/camera.ts'
import type { WorkOptions } from '../../src-shared/progress.ts'
import type { ObjectPicture } from '../background/square-crop.ts'
import { backProject } from '../mesh/view-geometry.ts'
import { betweenLongSteps } from '../threads/between-long-steps.ts'
import { inflate } from './inflate.ts'
import { observedVertices } from './observed-vertices.ts'
import { outlineLattice } from './outline-lattice.ts'
import { photoCamera } from './rig.ts'
import type { Shape } from './shape.ts'
import { silhouetteMesh } from './silhouette-mesh.ts'
import { smoothOutline } from './smooth-outline.ts'

/** Thickness as a share of what Poisson inflation gives: things are flatter than balloons as a rule. */
const FULLNESS = 0.85

export interface InflatedShapeOptions extends WorkOptions {
  /** Lattice points along each side of the object's picture; default 384. Below 256 thin rods lose their outline. */
  readonly grid?: number
  /** Degrees above the horizon from which the photo was taken; default 0. */
  readonly elevation?: number
}

/** A shape made from one photo, and the camera that took the object's picture in the shape's world. */
export interface ShapeOfPhoto {
  readonly shape: Shape
  readonly camera: Camera
}

/**
 * The built-in shape of one photo: the silhouette inflated to a closed surface, the photo in front, its mirror image
 * behind. From the photo's camera it looks exactly like the photo; what it is like from the sides is a guess from the
 * outline.
 *
 * @param picture Square, see `cutOut`.
 * @throws StudioError `cancelled`.
 */
export async function inflatedShape(
  picture: ObjectPicture,
  { grid = 384, elevation = 0, ...options }: InflatedShapeOptions = {},
): Promise<ShapeOfPhoto> {
  const camera = photoCamera('photo.png', picture.image.width, elevation)
  const lattice = smoothOutline(outlineLattice(picture, grid))
  await betweenLongSteps(options)
  const thickness = inflate(lattice)
  options.onProgress?.(0.8, 'Inflating the outline')
  await betweenLongSteps(options)
  const flat = silhouetteMesh(lattice, thickness)
  const shape = lifted(flat.points, flat.indices, grid, picture, camera)
  options.onProgress?.(1, 'Inflating the outline')
  return { shape, camera }
}

/** Lifts the flat triangles towards the camera and away from it; the two sides share the points of the outline. */
function lifted(
  points: Float32Array,
  indices: Uint32Array,
  grid: number,
  { image }: ObjectPicture,
  camera: Camera,
): Shape {
  const count = points.length / 3
  const behind = new Uint32Array(count)
  let total = count
  for (let v = 0; v < count; v++) behind[v] = points[3 * v + 2] > 0 ? total++ : v
  const positions = new Float32Array(3 * total)
  const uvs = new Float32Array(2 * total)
  const pixels = image.width / grid
  const middle = camera.worldToCamera[11]
  for (let v = 0; v < count; v++) {
    const [x, y] = [points[3 * v] * pixels, points[3 * v + 1] * pixels]
    const depth = ((FULLNESS * points[3 * v + 2] * pixels) / camera.fx) * middle
    for (const [vertex, side] of behind[v] === v
      ? [[v, 0]]
      : [
          [v, -1],
          [behind[v], 1],
        ]) {
      positions.set(backProject(camera, x, y, middle + side * depth), 3 * vertex)
      uvs.set([x / image.width, y / image.height], 2 * vertex)
    }
  }
  const faces = new Uint32Array(2 * indices.length)
  faces.set(indices)
  for (let t = 0; t < indices.length; t += 3) {
    const back = [behind[indices[t]], behind[indices[t + 2]], behind[indices[t + 1]]]
    faces.set(back, indices.length + t)
  }
  const observed = observedVertices({ positions, indices: faces }, camera)
  return { positions, indices: faces, observed, paint: { kind: 'picture', image, uvs } }
}
