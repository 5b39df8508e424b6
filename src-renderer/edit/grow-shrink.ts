import { countMask } from './masks.ts'
import { type PointGrid, visitNeighbours } from './point-grid.ts'

/**
 * The selection with every splat of the grid added that lies within `radius` of a selected one: N. With `shrink` the
 * other way about: without those that lie within `radius` of an unselected one. Goes out from whichever are fewer.
 */
export function growSelection(grid: PointGrid, selected: Uint8Array, radius: number, shrink: boolean): Uint8Array {
  const { positions, entries } = grid
  const next = selected.slice()
  const winner = shrink ? 0 : 1
  const chosen = countMask(selected)
  const winners = winner === 1 ? chosen : entries.length - chosen
  const fromWinners = winners < entries.length / 2
  let met = false
  const visit = fromWinners
    ? (j: number) => {
        next[j] = winner
      }
    : (j: number) => {
        met = selected[j] === winner
        return met
      }
  for (const i of entries) {
    if ((selected[i] === winner) !== fromWinners) continue
    met = false
    visitNeighbours(grid, positions[3 * i], positions[3 * i + 1], positions[3 * i + 2], radius, visit)
    if (met) next[i] = winner
  }
  return next
}
