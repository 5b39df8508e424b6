import type { RenderedView } from '../trainer.ts'

/** From the planes that wgsl/rasterise.wgsl.ts writes. */
export function renderedView(planes: Float32Array, width: number, height: number): RenderedView {
  const pixels = width * height
  const color = new Float32Array(3 * pixels)
  const depth = new Float32Array(pixels)
  const alpha = new Float32Array(pixels)
  for (let p = 0; p < pixels; p++) {
    for (let c = 0; c < 3; c++) color[3 * p + c] = planes[c * pixels + p]
    alpha[p] = 1 - planes[3 * pixels + p]
    depth[p] = alpha[p] > 0 ? planes[4 * pixels + p] / alpha[p] : 0
  }
  return { width, height, color, depth, medianDepth: planes.slice(5 * pixels, 6 * pixels), alpha }
}
