import { expect, test } from 'vitest'
import { smoothOutline } from '../../../src-engine/views/smooth-outline.ts'

const SIDE = 48

function lattice(covered: (x: number, y: number) => boolean) {
  return {
    side: SIDE,
    cover: Float32Array.from({ length: SIDE * SIDE }, (_, i) => (covered(i % SIDE, Math.floor(i / SIDE)) ? 1 : 0)),
  }
}

/** Where along row `y` the cover passes one half, lattice steps. */
function edgeIn({ cover }: { readonly cover: Float32Array }, y: number): number {
  const row = cover.subarray(y * SIDE, (y + 1) * SIDE)
  const after = row.findIndex((value, x) => x > 0 && row[x - 1] > 0.5 && value <= 0.5)
  return after - 1 + (row[after - 1] - 0.5) / (row[after - 1] - row[after])
}

test('the steps of a mask’s pixels along a slope are gone, and the slope stays where it was', () => {
  // One pixel to the right every sixth row.
  const stepped = lattice((x, y) => x < 20 + Math.floor(y / 6))
  const rows = Array.from({ length: 24 }, (_, k) => 12 + k)
  const leaps = (edges: readonly number[]) => edges.slice(1).map((edge, k) => Math.abs(edge - edges[k]))
  const smooth = rows.map((y) => edgeIn(smoothOutline(stepped), y))
  expect(Math.max(...leaps(rows.map((y) => edgeIn(stepped, y))))).toBe(1)
  expect(Math.max(...leaps(smooth))).toBeLessThan(0.35)
  for (const [k, y] of rows.entries()) expect(Math.abs(smooth[k] - edgeIn(stepped, y))).toBeLessThan(0.51)
})

test('a thin rod and a thin gap keep their outlines', () => {
  const rod = lattice((x, y) => x >= 20 && x < 23 && y > 4 && y < 44)
  expect(smoothOutline(rod).cover).toEqual(rod.cover)
  const gap = lattice((x, y) => x > 4 && x < 44 && y > 4 && y < 44 && !(x >= 22 && x < 25))
  const { cover } = smoothOutline(gap)
  for (let x = 20; x < 27; x++) expect(cover[24 * SIDE + x]).toBe(gap.cover[24 * SIDE + x])
})
