import { type Camera, resizeCamera } from '../../src-shared/camera.ts'
import { drawTriangles } from './draw-triangles.ts'
import type { DrawnView } from './object-view.ts'
import { paintAt } from './paint-at.ts'
import type { Shape } from './shape.ts'

/** Samples along each side of a pixel: soft outlines, no moiré of the photo's own pixels. */
const SAMPLES = 2

/** Draws a shape as an undistorted camera sees it, unlit: its colours hold the photo's light. */
export function drawView(shape: Shape, camera: Camera): DrawnView {
  const { width, height } = camera
  const fine = drawTriangles(shape, resizeCamera(camera, SAMPLES * width, SAMPLES * height))
  const colourAt = paintAt(shape)
  const data = new Uint8Array(3 * width * height)
  const alpha = new Float32Array(width * height)
  const depth = new Float32Array(width * height)
  const observed = new Float32Array(width * height)
  const colour = new Float32Array(3)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let [r, g, b, hits, seen] = [0, 0, 0, 0, 0]
      let nearest = Number.POSITIVE_INFINITY
      for (let v = 0; v < SAMPLES; v++)
        for (let u = 0; u < SAMPLES; u++) {
          const i = (y * SAMPLES + v) * fine.width + x * SAMPLES + u
          const triangle = fine.triangle[i]
          if (triangle < 0) continue
          hits++
          nearest = Math.min(nearest, fine.depth[i])
          seen += observedAt(shape, triangle, fine.second[i], fine.third[i])
          colourAt(triangle, fine.second[i], fine.third[i], colour)
          r += colour[0]
          g += colour[1]
          b += colour[2]
        }
      const i = y * width + x
      const all = SAMPLES ** 2
      const white = 255 * (all - hits)
      data[3 * i] = (r + white) / all + 0.5
      data[3 * i + 1] = (g + white) / all + 0.5
      data[3 * i + 2] = (b + white) / all + 0.5
      alpha[i] = hits / all
      if (hits === 0) continue
      depth[i] = nearest
      observed[i] = seen / hits
    }
  const covered = alpha.reduce((sum, value) => sum + value, 0)
  const known = observed.reduce((sum, value, i) => sum + value * alpha[i], 0)
  const origin = known > covered / 2 ? 'observed' : 'guessed'
  return { camera, image: { width, height, data }, alpha, depth, observed, origin }
}

function observedAt({ indices, observed }: Shape, triangle: number, second: number, third: number): number {
  const at = (corner: number) => observed[indices[3 * triangle + corner]]
  return at(0) * (1 - second - third) + at(1) * second + at(2) * third
}
