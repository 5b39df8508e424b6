import type { ReducedSystem } from './reduced-camera-system.ts'

/**
 * Eliminates one point from the camera system: subtracts W V^-1 W^T from the matrix and W V^-1 g from the right-hand side.
 * The point's inverse block V^-1 and gradient g stand at `pointBlocks[pb]`, its coupling blocks W in `coupling`, 18 apart;
 * those before `poseBlocks` have six rows, the others three.
 */
export function eliminatePoint(system: ReducedSystem, pb: number, poseBlocks: number, blocks: number): void {
  const { matrix, rhs, layout, pointBlocks, coupling, coupled, blockRow } = system
  const size = layout.size
  const i00 = pointBlocks[pb]
  const i01 = pointBlocks[pb + 1]
  const i02 = pointBlocks[pb + 2]
  const i11 = pointBlocks[pb + 3]
  const i12 = pointBlocks[pb + 4]
  const i22 = pointBlocks[pb + 5]
  const g0 = pointBlocks[pb + 6]
  const g1 = pointBlocks[pb + 7]
  const g2 = pointBlocks[pb + 8]
  for (let a = 0; a < blocks; a++) {
    const rows = a < poseBlocks ? 6 : 3
    for (let r = 0; r < rows; r++) {
      const k = 18 * a + 3 * r
      const w0 = coupling[k]
      const w1 = coupling[k + 1]
      const w2 = coupling[k + 2]
      const y0 = w0 * i00 + w1 * i01 + w2 * i02
      const y1 = w0 * i01 + w1 * i11 + w2 * i12
      const y2 = w0 * i02 + w1 * i12 + w2 * i22
      coupled[k] = y0
      coupled[k + 1] = y1
      coupled[k + 2] = y2
      rhs[blockRow[a] + r] += y0 * g0 + y1 * g1 + y2 * g2
    }
  }
  for (let a = 0; a < blocks; a++) {
    const rowsA = a < poseBlocks ? 6 : 3
    const rowA = blockRow[a]
    for (let b = 0; b < blocks; b++) {
      const rowB = blockRow[b]
      if (rowB > rowA) continue
      const rowsB = b < poseBlocks ? 6 : 3
      for (let r = 0; r < rowsA; r++) {
        const k = 18 * a + 3 * r
        const y0 = coupled[k]
        const y1 = coupled[k + 1]
        const y2 = coupled[k + 2]
        const out = (rowA + r) * size + rowB
        // On the diagonal the upper half is written too; nobody reads it.
        for (let c = 0, q = 18 * b; c < rowsB; c++, q += 3) {
          matrix[out + c] -= y0 * coupling[q] + y1 * coupling[q + 1] + y2 * coupling[q + 2]
        }
      }
    }
  }
}
