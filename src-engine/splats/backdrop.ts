import type { Camera } from '../../src-shared/camera.ts'

/** Points of a far shell around the scene, with the size that closes the gaps between them. */
export interface Backdrop {
  /** World x y z: 3M. */
  readonly positions: Float64Array
  /** 8-bit sRGB: 3M. */
  readonly colors: Uint8Array
  /** Standard deviations in world units: M. */
  readonly sizes: Float64Array
}

/** Radius of the shell in distances of the farthest things known (cameras, nine tenths of the points). */
const RADII = 3

/**
 * At most `budget` points spread evenly over a sphere around the scene, those that some camera sees, in the mean colour
 * of the points. Sky and bare walls give no features, so without them nothing would be there to be trained.
 */
export function backdropPoints(
  positions: Float64Array,
  colors: Uint8Array,
  cameras: readonly Camera[],
  budget: number,
): Backdrop {
  const count = positions.length / 3
  const distances = new Float64Array(count)
  const mean = [0, 0, 0]
  for (let i = 0; i < count; i++) {
    distances[i] = Math.hypot(positions[3 * i], positions[3 * i + 1], positions[3 * i + 2])
    for (let k = 0; k < 3; k++) mean[k] += colors[3 * i + k] / count
  }
  distances.sort()
  const cameraReach = cameras.map(({ worldToCamera: m }) => Math.hypot(m[3], m[7], m[11]))
  const radius = RADII * Math.max(distances[Math.floor(0.9 * count)] ?? 0, ...cameraReach)
  const out: number[] = []
  if (radius > 0) {
    for (let i = 0; i < budget; i++) {
      // Fibonacci sphere: equal areas along y, the golden angle around it.
      const y = 1 - (2 * (i + 0.5)) / budget
      const ring = Math.sqrt(1 - y * y)
      const turn = i * Math.PI * (3 - Math.sqrt(5))
      const point = [radius * ring * Math.cos(turn), radius * y, radius * ring * Math.sin(turn)]
      if (cameras.some((camera) => sees(camera, point))) out.push(...point)
    }
  }
  // Each of `budget` points has 4 pi r^2 / budget of the sphere; its spacing is the root of that.
  const size = 0.6 * radius * Math.sqrt((4 * Math.PI) / Math.max(1, budget))
  return {
    positions: Float64Array.from(out),
    colors: Uint8Array.from(out, (_, i) => mean[i % 3]),
    sizes: new Float64Array(out.length / 3).fill(size),
  }
}

/** Whether a world point falls into the photo, or beside it by at most a fifth of its size. */
function sees(camera: Camera, point: readonly number[]): boolean {
  const m = camera.worldToCamera
  const [x, y, z] = [0, 4, 8].map((r) => m[r] * point[0] + m[r + 1] * point[1] + m[r + 2] * point[2] + m[r + 3])
  if (z <= 0) return false
  const u = (camera.fx * x) / z + camera.cx
  const v = (camera.fy * y) / z + camera.cy
  const marginX = camera.width / 5
  const marginY = camera.height / 5
  return u > -marginX && u < camera.width + marginX && v > -marginY && v < camera.height + marginY
}
