import type { Volume } from './edits.ts'
import { rotationMatrix } from './quaternion.ts'

/**
 * Whether a point of the volume's own frame (the frame the splats were trained in) lies within it or on its border.
 * Make it once, ask often.
 */
export function insideTest(volume: Volume): (x: number, y: number, z: number) => boolean {
  const [cx, cy, cz] = volume.centre
  if (volume.kind === 'sphere') {
    const squared = volume.radius * volume.radius
    return (x, y, z) => (x - cx) ** 2 + (y - cy) ** 2 + (z - cz) ** 2 <= squared
  }
  const [hx, hy, hz] = volume.half
  // The box's axes are the columns of its rotation.
  const [a, b, c, d, e, f, g, h, i] = rotationMatrix(volume.rotation)
  return (x, y, z) => {
    const [dx, dy, dz] = [x - cx, y - cy, z - cz]
    return (
      Math.abs(a * dx + d * dy + g * dz) <= hx &&
      Math.abs(b * dx + e * dy + h * dz) <= hy &&
      Math.abs(c * dx + f * dy + i * dz) <= hz
    )
  }
}
