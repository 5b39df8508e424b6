import type { Camera } from '../../src-shared/camera.ts'
import { drawDepth } from './depth-buffer.ts'
import { cameraCentre, projectionMatrix } from './view-geometry.ts'

/** What one camera sees of the surface; the arrays stand in shared memory. */
export interface Visibility {
  /** The photo's size, which the projection refers to. */
  readonly width: number
  readonly height: number
  /** 3x4 row-major, see `projectionMatrix`. */
  readonly projection: Float64Array
  readonly centre: readonly number[]
  readonly focal: number
  /** The surface's depth from this camera at `depthWidth` x `depthHeight`, 0 where it is not seen. */
  readonly depth: Float32Array
  /** 0 at an outline or a jump in depth to 255 well away from it: the photo's colour may belong to something else there. */
  readonly clearance: Uint8Array
  readonly depthWidth: number
  readonly depthHeight: number
}

/** An undistorted photo: 8-bit sRGB, interleaved. */
export interface PhotoPixels {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}

/** Depth buffers are at most this wide: enough for visibility, a quarter of the memory of full photos. */
const MAX_DEPTH_WIDTH = 800
/** Full trust is reached this many depth pixels away from an outline. */
const CLEAR_PIXELS = 8

/** Sets up the shared arrays for a camera; `drawVisibility` fills depth and clearance. */
export function createVisibility(camera: Camera): Visibility {
  const { width, height } = camera
  const depthWidth = Math.min(width, MAX_DEPTH_WIDTH)
  const depthHeight = Math.max(1, Math.round((height * depthWidth) / width))
  return {
    width,
    height,
    projection: projectionMatrix(camera),
    centre: cameraCentre(camera),
    focal: camera.fx,
    depth: new Float32Array(new SharedArrayBuffer(4 * depthWidth * depthHeight)),
    clearance: new Uint8Array(new SharedArrayBuffer(depthWidth * depthHeight)),
    depthWidth,
    depthHeight,
  }
}

/**
 * Draws the surface from the photo's camera and measures how far each pixel is from an outline or a jump in depth.
 *
 * @param jump World units: a larger step in depth hides something.
 */
export function drawVisibility(view: Visibility, positions: Float32Array, indices: Uint32Array, jump: number): void {
  const { depthWidth: width, depthHeight: height, depth, clearance } = view
  const scaled = view.projection.slice()
  for (let i = 0; i < 4; i++) {
    scaled[i] *= width / view.width
    scaled[4 + i] *= height / view.height
  }
  drawDepth(positions, indices, scaled, width, height, depth)
  // City-block distance in two sweeps, in depth pixels; outlines are at 0.
  const far = CLEAR_PIXELS + 1
  const distance = new Uint8Array(width * height).fill(far)
  const outline = (i: number, step: number) => {
    if (depth[i - step] === 0 || depth[i + step] === 0) return true
    return Math.abs(1 / depth[i - step] + 1 / depth[i + step] - 2 / depth[i]) * depth[i] * depth[i] > jump
  }
  for (let v = 1; v < height - 1; v++)
    for (let u = 1; u < width - 1; u++) {
      const i = v * width + u
      if (depth[i] === 0 || outline(i, 1) || outline(i, width)) distance[i] = 0
    }
  for (let v = 1; v < height; v++)
    for (let u = 1; u < width; u++) {
      const i = v * width + u
      distance[i] = Math.min(distance[i], distance[i - 1] + 1, distance[i - width] + 1)
    }
  for (let v = height - 2; v >= 0; v--)
    for (let u = width - 2; u >= 0; u--) {
      const i = v * width + u
      distance[i] = Math.min(distance[i], distance[i + 1] + 1, distance[i + width] + 1)
    }
  for (let i = 0; i < distance.length; i++)
    clearance[i] = Math.round(255 * Math.max(0, Math.min(1, (distance[i] - 0.8) / (CLEAR_PIXELS - 0.8))))
}
