import type { Camera } from '../../src-shared/camera.ts'
import { cameraCentre, projectionMatrix, viewAxis } from '../mesh/view-geometry.ts'

/** A view that the hull is cut with: undistorted camera, how much of each pixel is the object. */
interface Silhouette {
  readonly camera: Camera
  /** 0..1: width * height. */
  readonly alpha: Float32Array
}

/** Points on the border of the visual hull. */
export interface HullPoints {
  /** World x y z: 3N. */
  readonly positions: Float64Array
  /** Unit, outwards: 3N. */
  readonly normals: Float32Array
  /** Distance between neighbouring points, world units. */
  readonly spacing: number
}

/** Covered by more than this, a pixel is the object's. */
const INSIDE = 0.5

/**
 * What remains of a cube about the origin when all that any view shows beside the object is cut away (the visual hull,
 * Laurentini 1994): the centres of its outermost cells. The cube holds what the farthest camera sees around the origin,
 * `grid` cells a side. Cells beyond a picture's border count as beside the object.
 */
export function visualHull(views: readonly Silhouette[], grid: number): HullPoints {
  const half = Math.max(
    ...views.map(({ camera: { width, height, fx, fy, ...camera } }) => {
      const reach = Math.hypot(...cameraCentre({ width, height, fx, fy, ...camera }))
      return (reach * Math.max(width / fx, height / fy)) / 2
    }),
  )
  const spacing = (2 * half) / grid
  const inside = new Uint8Array(grid ** 3).fill(1)
  for (const view of views) carve(inside, grid, half, view)
  const positions: number[] = []
  const normals: number[] = []
  const at = (x: number, y: number, z: number) =>
    x < 0 || y < 0 || z < 0 || x >= grid || y >= grid || z >= grid ? 0 : inside[(z * grid + y) * grid + x]
  for (let z = 0; z < grid; z++)
    for (let y = 0; y < grid; y++)
      for (let x = 0; x < grid; x++) {
        if (!at(x, y, z)) continue
        const faces = at(x - 1, y, z) + at(x + 1, y, z) + at(x, y - 1, z) + at(x, y + 1, z) + at(x, y, z - 1)
        if (faces + at(x, y, z + 1) === 6) continue
        positions.push(...[x, y, z].map((cell) => (cell + 0.5) * spacing - half))
        normals.push(...outwards(at, x, y, z))
      }
  return { positions: Float64Array.from(positions), normals: Float32Array.from(normals), spacing }
}

function carve(inside: Uint8Array, grid: number, half: number, { camera, alpha }: Silhouette): void {
  const { width, height } = camera
  const p = projectionMatrix(camera)
  const spacing = (2 * half) / grid
  for (let i = 0; i < inside.length; i++) {
    if (inside[i] === 0) continue
    const x = ((i % grid) + 0.5) * spacing - half
    const y = ((Math.floor(i / grid) % grid) + 0.5) * spacing - half
    const z = (Math.floor(i / grid ** 2) + 0.5) * spacing - half
    const c = p[8] * x + p[9] * y + p[10] * z + p[11]
    const u = Math.floor((p[0] * x + p[1] * y + p[2] * z + p[3]) / c)
    const v = Math.floor((p[4] * x + p[5] * y + p[6] * z + p[7]) / c)
    const seen = c > 0 && u >= 0 && v >= 0 && u < width && v < height && alpha[v * width + u] > INSIDE
    if (!seen) inside[i] = 0
  }
}

/** Away from the cells within two steps. */
function outwards(at: (x: number, y: number, z: number) => number, x: number, y: number, z: number): number[] {
  const sum = [0, 0, 0]
  for (let c = -2; c <= 2; c++)
    for (let b = -2; b <= 2; b++)
      for (let a = -2; a <= 2; a++) {
        if (!at(x + a, y + b, z + c)) continue
        sum[0] -= a
        sum[1] -= b
        sum[2] -= c
      }
  const length = Math.hypot(...sum) || 1
  return sum.map((value) => value / length)
}

/** A picture whose colours are painted on the points. */
interface Painting extends Silhouette {
  /** 8-bit sRGB: 3 * width * height. */
  readonly image: { readonly data: Uint8Array }
}

/** How much more a view counts that faces a point. */
const FACING = 4

/** 8-bit sRGB of each point, from the views that face it (what stands in front of it is not looked at): 3N. */
export function hullColours({ positions, normals }: HullPoints, views: readonly Painting[]): Uint8Array {
  const sums = new Float32Array(positions.length)
  const weights = new Float32Array(positions.length / 3)
  for (const { camera, image, alpha } of views) {
    const p = projectionMatrix(camera)
    const axis = viewAxis(camera)
    for (let i = 0; i < weights.length; i++) {
      const [x, y, z] = [positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]]
      const c = p[8] * x + p[9] * y + p[10] * z + p[11]
      const u = Math.floor((p[0] * x + p[1] * y + p[2] * z + p[3]) / c)
      const v = Math.floor((p[4] * x + p[5] * y + p[6] * z + p[7]) / c)
      if (u < 0 || v < 0 || u >= camera.width || v >= camera.height) continue
      const pixel = v * camera.width + u
      const facing = -(normals[3 * i] * axis[0] + normals[3 * i + 1] * axis[1] + normals[3 * i + 2] * axis[2])
      const weight = Math.max(0.01, facing) ** FACING * alpha[pixel]
      for (let k = 0; k < 3; k++) sums[3 * i + k] += weight * image.data[3 * pixel + k]
      weights[i] += weight
    }
  }
  return Uint8Array.from(sums, (sum, k) => Math.round(sum / (weights[Math.floor(k / 3)] || 1)))
}
