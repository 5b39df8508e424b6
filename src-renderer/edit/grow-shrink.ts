import { type PointGrid, visitNeighbours } from './point-grid.ts'

/**
 * The selection with every splat of the grid added that lies within `radius` of a selected one: N. With `shrink` the
 * other way about: without those that lie within `radius` of an unselected one.
 */
export function growSelection(grid: PointGrid, selected: Uint8Array, radius: number, shrink: boolean): Uint8Array {
  const { positions, entries } = grid
  const next = selected.slice()
  const from = shrink ? 0 : 1
  for (const i of entries) {
    if (selected[i] === from) continue
    visitNeighbours(grid, positions[3 * i], positions[3 * i + 1], positions[3 * i + 2], radius, (j) => {
      if (selected[j] !== from) return false
      next[i] = from
      return true
    })
  }
  return next
}
