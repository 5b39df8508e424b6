import type { Camera } from '../../src-shared/camera.ts'
import type { DepthView } from './types.ts'
import { backProject, cameraCentre, quantile, type Vec3, viewAxis } from './view-geometry.ts'

/** What the photographer walked around. World frame and units. */
export interface Focus {
  /** The point the cameras look at. */
  readonly point: Vec3
  /** Median distance from the cameras to it. */
  readonly distance: number
  /** Half the side of a cube around it that holds what the photos are about, without the cameras. */
  readonly radius: number
  /** Largest angle about the world's Y axis (radians) without a camera in it: pi and more when only one side was seen. */
  readonly azimuthGap: number
}

/** How strongly the focus is drawn to what lies in the middle of the pictures, against the crossing of the axes. */
const CENTRE_PULL = 0.02

/** Solves the 3x3 system A x = b by Cramer's rule; A is symmetric positive definite here. */
function solve3(a: readonly number[], b: readonly number[]): Vec3 {
  const det = (m: readonly number[]) =>
    m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6])
  const d = det(a)
  const column = (i: number) => det(a.map((value, k) => (k % 3 === i ? b[Math.floor(k / 3)] : value))) / d
  return [column(0), column(1), column(2)]
}

/** Median of the points in the middle ninth of one depth map; null where it is empty. */
function centreOf(view: DepthView): Vec3 | null {
  const { width, height } = view.camera
  const depths: number[] = []
  for (let v = Math.floor(height / 3); v < (2 * height) / 3; v += 2)
    for (let u = Math.floor(width / 3); u < (2 * width) / 3; u += 2) {
      const i = v * width + u
      if (view.depth[i] > 0 && view.weight[i] > 0.5) depths.push(view.depth[i])
    }
  return depths.length === 0 ? null : backProject(view.camera, width / 2, height / 2, quantile(depths, 0.5))
}

/**
 * Finds what the photos are about: the point nearest to all optical axes (least squares), drawn lightly to the middle
 * of the depth maps so that nearly parallel axes, as in front of a wall, give an answer too.
 */
export function findFocus(cameras: readonly Camera[], depthViews: readonly DepthView[]): Focus {
  const a = new Array<number>(9).fill(0)
  const b = [0, 0, 0]
  const centres = cameras.map(cameraCentre)
  cameras.forEach((camera, n) => {
    const d = viewAxis(camera)
    const c = centres[n]
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) {
        const value = (i === j ? 1 : 0) - d[i] * d[j]
        a[3 * i + j] += value
        b[i] += value * c[j]
      }
  })
  const middles = depthViews.map(centreOf).filter((point) => point !== null)
  if (middles.length > 0) {
    const pull = CENTRE_PULL * cameras.length
    for (let i = 0; i < 3; i++) {
      const middle = quantile(
        middles.map((point) => point[i]),
        0.5,
      )
      a[4 * i] += pull
      b[i] += pull * middle
    }
  }
  const point = solve3(a, b)
  const distances = centres.map((c) => Math.hypot(c[0] - point[0], c[1] - point[1], c[2] - point[2]))
  const distance = quantile(distances, 0.5)
  const spread = quantile(
    cameras.map((camera) => Math.max(camera.width / (2 * camera.fx), camera.height / (2 * camera.fy))),
    0.5,
  )
  const azimuths = centres.map((c) => Math.atan2(c[2] - point[2], c[0] - point[0])).sort((p, q) => p - q)
  const gaps = azimuths.map((angle, i) =>
    i === 0 ? angle + 2 * Math.PI - azimuths[azimuths.length - 1] : angle - azimuths[i - 1],
  )
  return {
    point,
    distance,
    radius: Math.min(1.1 * distance * spread, 0.9 * quantile(distances, 0.05)),
    azimuthGap: Math.max(...gaps),
  }
}
