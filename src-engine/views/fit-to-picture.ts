import type { Camera } from '../../src-shared/camera.ts'
import { projectionMatrix } from '../mesh/view-geometry.ts'

/** Covered by more than this, a pixel belongs to the object's box. */
const SEEN = 0.5
/** Each round scales and shifts by what is missing; perspective leaves a little for the next. */
const ROUNDS = 4

/** Pixels. */
interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/**
 * Scales and shifts points so that they fill the object's box in the picture that the level camera on +Z has taken: a
 * network's cube has a unit of its own. Both boxes then share their centre and their longer side.
 *
 * @param positions World x y z about the origin: 3V.
 * @param alpha Of the object's picture, the camera's size.
 */
export function fitToPicture(positions: Float32Array, camera: Camera, alpha: Float32Array): Float32Array {
  const wanted = boxOfAlpha(alpha, camera.width)
  const fitted = positions.slice()
  const pixel = camera.worldToCamera[11] / camera.fx
  for (let round = 0; round < ROUNDS; round++) {
    const box = boxOfPoints(fitted, camera)
    const scale = longer(wanted) / longer(box)
    // The camera's x is the world's, its y the world's -y.
    const right = ((wanted.left + wanted.right - box.left - box.right) / 2) * pixel
    const down = ((wanted.top + wanted.bottom - box.top - box.bottom) / 2) * pixel
    for (let i = 0; i < fitted.length; i += 3) {
      fitted[i] = fitted[i] * scale + right
      fitted[i + 1] = fitted[i + 1] * scale - down
      fitted[i + 2] *= scale
    }
  }
  return fitted
}

function longer({ left, right, top, bottom }: Box): number {
  return Math.max(right - left, bottom - top)
}

function boxOfAlpha(alpha: Float32Array, width: number): Box {
  let [left, right, top, bottom] = [Number.POSITIVE_INFINITY, 0, Number.POSITIVE_INFINITY, 0]
  for (let i = 0; i < alpha.length; i++) {
    if (alpha[i] < SEEN) continue
    left = Math.min(left, i % width)
    right = Math.max(right, (i % width) + 1)
    top = Math.min(top, Math.floor(i / width))
    bottom = Math.max(bottom, Math.floor(i / width) + 1)
  }
  return { left, right, top, bottom }
}

function boxOfPoints(positions: Float32Array, camera: Camera): Box {
  const p = projectionMatrix(camera)
  let [left, right] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let [top, bottom] = [left, right]
  for (let i = 0; i < positions.length; i += 3) {
    const [x, y, z] = [positions[i], positions[i + 1], positions[i + 2]]
    const c = p[8] * x + p[9] * y + p[10] * z + p[11]
    const u = (p[0] * x + p[1] * y + p[2] * z + p[3]) / c
    const v = (p[4] * x + p[5] * y + p[6] * z + p[7]) / c
    left = Math.min(left, u)
    right = Math.max(right, u)
    top = Math.min(top, v)
    bottom = Math.max(bottom, v)
  }
  return { left, right, top, bottom }
}
