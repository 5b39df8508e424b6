import type { ObjectPicture } from '../../src-engine/background/square-crop.ts'

/**
 * A square picture of a disc, or of a ring with the inner radius, about its middle: red on the left, blue on the right,
 * its outline soft over one pixel. Radii in pixels.
 */
export function discPicture(size: number, radius: number, innerRadius = 0): ObjectPicture {
  const data = new Uint8Array(3 * size * size)
  const alpha = new Float32Array(size * size)
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const r = Math.hypot(x + 0.5 - size / 2, y + 0.5 - size / 2)
      alpha[y * size + x] = Math.max(0, Math.min(1, Math.min(radius - r, innerRadius > 0 ? r - innerRadius : 1) + 0.5))
      data.set(x < size / 2 ? [220, 30, 20] : [20, 40, 210], 3 * (y * size + x))
    }
  return { image: { width: size, height: size, data }, alpha }
}
