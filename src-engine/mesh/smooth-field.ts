import type { SignedField } from './voxel-field.ts'

/**
 * Smooths the field with the binomial kernel 1 2 1 along each axis, `rounds` times: a Gaussian of sqrt(rounds / 2)
 * voxels. Averaging distances before the surface is drawn takes away the bumps that splats agree on from all sides,
 * which smoothing vertices along the surface cannot tell from shape. Values at the border of the grid stay.
 * Changes the field.
 */
export function smoothField(field: SignedField, rounds: number): void {
  const { values, grid } = field
  const { nx, ny, nz } = grid
  for (let round = 0; round < rounds; round++) {
    smoothAlong(values, nx, 1, ny * nz, (line) => line * nx)
    smoothAlong(values, ny, nx, nx * nz, (line) => (line % nx) + nx * ny * Math.floor(line / nx))
    smoothAlong(values, nz, nx * ny, nx * ny, (line) => line)
  }
}

function smoothAlong(
  values: Float32Array,
  length: number,
  step: number,
  lines: number,
  startOf: (line: number) => number,
): void {
  for (let line = 0; line < lines; line++) {
    let at = startOf(line)
    let before = values[at]
    for (let i = 1; i + 1 < length; i++) {
      at += step
      const here = values[at]
      values[at] = 0.25 * (before + 2 * here + values[at + step])
      before = here
    }
  }
}
