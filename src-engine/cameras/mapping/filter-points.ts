import { squaredReprojectionError, type TriangulationOptions } from '../triangulation.ts'
import { keepPoints, type SceneModel } from './scene-model.ts'

/**
 * Drops observations farther than `inlierPx` from where their point projects (or behind the camera), then points with
 * fewer than two observations left or whose widest ray angle is below `minAngle`. Returns observations dropped.
 */
export function filterPoints(model: SceneModel, options: TriangulationOptions): number {
  const { tracks, pointOf, points } = model
  const cut = options.inlierPx * options.inlierPx
  const seen = new Uint32Array(model.pointCount)
  let dropped = 0
  for (let m = 0; m < pointOf.length; m++) {
    const point = pointOf[m]
    if (point < 0) continue
    const photo = tracks.photoOf[m]
    const x = tracks.pixels[2 * m]
    const error = squaredReprojectionError(model, photo, points, 3 * point, x, tracks.pixels[2 * m + 1])
    if (error <= cut) seen[point]++
    else {
      pointOf[m] = -1
      dropped++
    }
  }
  const centres = cameraCentres(model)
  const keep = new Uint8Array(model.pointCount)
  for (let i = 0; i < model.pointCount; i++) {
    keep[i] = seen[i] >= 2 && wideEnough(model, centres, i, options.minAngle) ? 1 : 0
    if (!keep[i]) dropped += seen[i]
  }
  keepPoints(model, keep)
  return dropped
}

/** World x y z of each placed camera: 3C. */
function cameraCentres({ poses, placed }: SceneModel): Float64Array {
  const centres = new Float64Array(3 * placed.length)
  for (let c = 0; c < placed.length; c++) {
    const p = 12 * c
    for (let k = 0; k < 3; k++) {
      centres[3 * c + k] = -(
        poses[p + k] * poses[p + 9] +
        poses[p + 3 + k] * poses[p + 10] +
        poses[p + 6 + k] * poses[p + 11]
      )
    }
  }
  return centres
}

const rays = new Float64Array(3 * 4096)

function wideEnough(model: SceneModel, centres: Float64Array, point: number, minAngle: number): boolean {
  const { tracks, pointOf, points } = model
  const track = model.trackOfPoint[point]
  const limit = Math.cos(minAngle)
  let n = 0
  for (let m = tracks.starts[track]; m < tracks.starts[track + 1] && n < 4096; m++) {
    if (pointOf[m] !== point) continue
    const c = 3 * tracks.photoOf[m]
    const x = centres[c] - points[3 * point]
    const y = centres[c + 1] - points[3 * point + 1]
    const z = centres[c + 2] - points[3 * point + 2]
    const length = Math.sqrt(x * x + y * y + z * z)
    rays[3 * n] = x / length
    rays[3 * n + 1] = y / length
    rays[3 * n + 2] = z / length
    for (let i = 0; i < n; i++) {
      if (rays[3 * i] * rays[3 * n] + rays[3 * i + 1] * rays[3 * n + 1] + rays[3 * i + 2] * rays[3 * n + 2] < limit) {
        return true
      }
    }
    n++
  }
  return false
}
