import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../../../src-engine/math/random.ts'
import { growSelection } from '../../../../src-renderer/edit/grow-shrink.ts'
import { medianSpacing } from '../../../../src-renderer/edit/median-spacing.ts'
import { createPointGrid, visitNeighbours } from '../../../../src-renderer/edit/point-grid.ts'

describe('neighbours', () => {
  test('are those a search through all points finds, each once; strays far away cost nothing and are found too', () => {
    const random = seededRandom(3)
    const positions = Float32Array.from({ length: 3 * 1500 }, (_, i) => (random() - 0.5) * (i > 4400 ? 5000 : 2))
    const included = Uint8Array.from({ length: 1500 }, () => (random() < 0.8 ? 1 : 0))
    const grid = createPointGrid(positions, 0.13, included)
    for (let round = 0; round < 60; round++) {
      const at = Math.floor(random() * 1500)
      const [x, y, z] = positions.subarray(3 * at, 3 * at + 3)
      const radius = random() * 0.4
      const found: number[] = []
      visitNeighbours(grid, x, y, z, radius, (j) => void found.push(j))
      const all = [...included.keys()].filter(
        (j) =>
          included[j] &&
          (positions[3 * j] - x) ** 2 + (positions[3 * j + 1] - y) ** 2 + (positions[3 * j + 2] - z) ** 2 <=
            radius ** 2,
      )
      expect(found.sort((a, b) => a - b)).toEqual(all)
    }
  })

  test('the median spacing of a lattice is its step', () => {
    const positions = Float32Array.from(
      { length: 3 * 1000 },
      (_, i) => [Math.floor(i / 3) % 10, Math.floor(i / 30) % 10, Math.floor(i / 300)][i % 3] * 0.25,
    )
    expect(medianSpacing(positions, null)).toBeCloseTo(0.25)
    expect(medianSpacing(positions, new Uint8Array(1000))).toBe(1e-9)
  })
})

describe('growing and shrinking', () => {
  // Eleven points in a row, one unit apart, and one that stands alone.
  const positions = Float32Array.from([...Array.from({ length: 11 }, (_, i) => [i, 0, 0]), [50, 0, 0]].flat())
  const grid = createPointGrid(positions, 2.5, null)
  const mask = (from: number, to: number) => Uint8Array.from({ length: 12 }, (_, i) => (i >= from && i <= to ? 1 : 0))

  test('growing takes in neighbours within the radius, shrinking undoes it', () => {
    const grown = growSelection(grid, mask(4, 5), 2.5, false)
    expect(grown).toEqual(mask(2, 7))
    expect(growSelection(grid, grown, 2.5, true)).toEqual(mask(4, 5))
  })

  test('nothing and all stay as they are', () => {
    expect(growSelection(grid, mask(1, 0), 2.5, false)).toEqual(mask(1, 0))
    expect(growSelection(grid, mask(0, 11), 2.5, true)).toEqual(mask(0, 11))
  })
})
