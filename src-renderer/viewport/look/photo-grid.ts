import type { Camera } from '../../../src-shared/camera.ts'

/** Cells along the photo's longer side: between two corners even a wide lens is straight to a tenth of a pixel. */
const CELLS = 48

/** A photo as a surface before its camera. */
export interface PhotoGrid {
  /** x y z in the frame of a three.js camera, on the plane at distance 1: 3V. */
  readonly positions: Float32Array
  /** Origin at the photo's top left: 2V. */
  readonly uvs: Float32Array
  readonly indices: Uint32Array
}

/** The photo with its lens taken out: seen through the camera's pinhole, each pixel lies on the ray that made it. */
export function photoGrid(camera: Camera): PhotoGrid {
  const columns = Math.ceil((CELLS * camera.width) / Math.max(camera.width, camera.height))
  const rows = Math.ceil((CELLS * camera.height) / Math.max(camera.width, camera.height))
  const positions: number[] = []
  const uvs: number[] = []
  const indices: number[] = []
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column <= columns; column++) {
      const u = column / columns
      const v = row / rows
      const [x, y] = undistort(camera, u * camera.width, v * camera.height)
      positions.push(x, -y, -1)
      uvs.push(u, v)
      if (row === rows || column === columns) continue
      const corner = row * (columns + 1) + column
      indices.push(corner, corner + columns + 1, corner + 1, corner + 1, corner + columns + 1, corner + columns + 2)
    }
  }
  return { positions: Float32Array.from(positions), uvs: Float32Array.from(uvs), indices: Uint32Array.from(indices) }
}

/**
 * The point of the plane at distance 1 that the camera sees at a pixel: the distortion's inverse by Newton's method on
 * the radius. Where a lens folds over, which no real one does within its photo, the last step is kept.
 */
function undistort({ fx, fy, cx, cy, k1, k2 }: Camera, px: number, py: number): [number, number] {
  const dx = (px - cx) / fx
  const dy = (py - cy) / fy
  const distorted = Math.hypot(dx, dy)
  if (distorted === 0) return [0, 0]
  let radius = distorted
  for (let i = 0; i < 8; i++) {
    const r2 = radius * radius
    const slope = 1 + 3 * k1 * r2 + 5 * k2 * r2 * r2
    if (slope < 0.1) break
    radius -= (radius * (1 + k1 * r2 + k2 * r2 * r2) - distorted) / slope
  }
  return [(dx * radius) / distorted, (dy * radius) / distorted]
}
