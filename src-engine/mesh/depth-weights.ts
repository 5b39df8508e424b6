import type { DepthView } from './types.ts'

/** Share of its weight that a pixel beside a jump in depth keeps: splats blend front and back there. */
const AT_JUMP = 0.08
/** A surface seen edge-on keeps this share: its depth is uncertain by the tangent of the angle. */
const MIN_GRAZING = 0.05

/**
 * How far each depth is to be trusted: the view's own weight, times the cosine between the surface and the ray, times
 * a small factor beside jumps in depth. A jump shows as a second difference of inverse depth, which is zero on any
 * plane however slanted.
 *
 * @param jump World units: a step in depth of more than this is an edge, less is noise.
 * @returns 0..255 a pixel: width * height. Zero where there is no depth.
 */
export function depthWeights(view: DepthView, jump: number): Uint8Array {
  const { camera, depth, weight } = view
  const { width, height } = camera
  const inverse = new Float32Array(depth.length)
  for (let i = 0; i < depth.length; i++) inverse[i] = depth[i] > 0 ? 1 / depth[i] : 0
  const edge = new Uint8Array(depth.length)
  const result = new Uint8Array(depth.length)
  const isJump = (i: number, step: number) => {
    const bend = Math.abs(inverse[i - step] + inverse[i + step] - 2 * inverse[i])
    return bend * depth[i] * depth[i] > jump
  }
  for (let v = 1; v < height - 1; v++)
    for (let u = 1; u < width - 1; u++) {
      const i = v * width + u
      if (depth[i] > 0 && (isJump(i, 1) || isJump(i, width))) edge[i] = 1
    }
  for (let v = 1; v < height - 1; v++)
    for (let u = 1; u < width - 1; u++) {
      const i = v * width + u
      if (depth[i] <= 0) continue
      // With q = 1 / z linear in the image on a plane, the plane's normal is (fx dq/du, fy dq/dv, q at the principal point).
      const qu = 0.5 * camera.fx * (inverse[i + 1] - inverse[i - 1])
      const qv = 0.5 * camera.fy * (inverse[i + width] - inverse[i - width])
      const x = (u + 0.5 - camera.cx) / camera.fx
      const y = (v + 0.5 - camera.cy) / camera.fy
      const q0 = inverse[i] - qu * x - qv * y
      const cos = inverse[i] / (Math.hypot(qu, qv, q0) * Math.hypot(x, y, 1))
      const near =
        edge[i] |
        edge[i - 1] |
        edge[i + 1] |
        edge[i - width] |
        edge[i + width] |
        edge[i - width - 1] |
        edge[i - width + 1] |
        edge[i + width - 1] |
        edge[i + width + 1]
      const trust = weight[i] * Math.max(MIN_GRAZING, Math.min(1, cos)) * (near ? AT_JUMP : 1)
      result[i] = Math.max(0, Math.min(255, Math.round(255 * trust)))
    }
  return result
}
