import { describe, expect, it } from 'vitest'
import type { SparsePoints } from '../../../src-engine/cameras/types.ts'
import { seededRandom } from '../../../src-engine/math/random.ts'
import { initialiseSplats } from '../../../src-engine/splats/initialise-splats.ts'
import { meanNeighbourDistance } from '../../../src-engine/splats/nearest-neighbours.ts'
import type { Camera } from '../../../src-shared/camera.ts'
import { SH_C0 } from '../../../src-shared/splat-cloud.ts'

const camera: Camera = {
  file: 'a.jpg',
  width: 100,
  height: 80,
  fx: 100,
  fy: 100,
  cx: 50,
  cy: 40,
  k1: 0,
  k2: 0,
  // Looks along -z from (0, 0, 4).
  worldToCamera: [1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -1, 4, 0, 0, 0, 1],
}

function pointsOf(positions: Float64Array, color: readonly number[]): SparsePoints {
  const count = positions.length / 3
  return {
    count,
    positions,
    colors: Uint8Array.from({ length: 3 * count }, (_, i) => color[i % 3]),
    errors: new Float32Array(count),
    trackStarts: new Uint32Array(count + 1),
    observedBy: new Uint32Array(0),
    observedAt: new Float32Array(0),
  }
}

const randomPositions = (count: number, seed: number) => {
  const random = seededRandom(seed)
  return Float64Array.from({ length: 3 * count }, () => random() - 0.5)
}

describe('mean distance to the nearest neighbours', () => {
  it('is what trying all pairs gives', () => {
    const positions = randomPositions(300, 3)
    // Twins lie at distance 0.
    positions.copyWithin(30, 0, 3)
    const fast = meanNeighbourDistance(positions, 3)
    for (let i = 0; i < 300; i++) {
      const all = Array.from({ length: 300 }, (_, j) =>
        Math.hypot(...[0, 1, 2].map((k) => positions[3 * i + k] - positions[3 * j + k])),
      )
      all.splice(i, 1)
      all.sort((a, b) => a - b)
      expect(fast[i]).toBeCloseTo((all[0] + all[1] + all[2]) / 3, 12)
    }
  })
  it('is taken to those there are, and 0 for a lone point', () => {
    expect(Array.from(meanNeighbourDistance(Float64Array.of(0, 0, 0, 0, 2, 0), 3))).toEqual([2, 2])
    expect(Array.from(meanNeighbourDistance(Float64Array.of(1, 2, 3), 3))).toEqual([0])
  })
})

describe('initial splats', () => {
  const options = { shDegree: 1, budget: 8000, seed: 5, cameras: [camera] } as const
  const positions = randomPositions(2000, 6)
  const cloud = initialiseSplats(pointsOf(positions, [255, 128, 0]), options)
  it('lie on the points in their colours, each as large as its surroundings are empty', () => {
    const distances = meanNeighbourDistance(positions, 3)
    const median = distances.slice().sort()[1000]
    for (let i = 0; i < 2000; i++) {
      expect(cloud.positions[3 * i]).toBeCloseTo(positions[3 * i], 6)
      const bounded = Math.min(Math.max(distances[i], 0.05 * median), 1.5 * median)
      expect(Math.exp(cloud.logScales[3 * i])).toBeCloseTo(bounded, 5)
      expect(0.5 + SH_C0 * cloud.sh[12 * i]).toBeCloseTo(1, 5)
      expect(0.5 + SH_C0 * cloud.sh[12 * i + 2]).toBeCloseTo(0, 5)
    }
  })
  it('include a backdrop behind the scene, where the camera looks', () => {
    const far = cloud.count - 2000
    expect(far).toBeGreaterThan(10)
    expect(far).toBeLessThanOrEqual(400)
    for (let i = 2000; i < cloud.count; i++) expect(cloud.positions[3 * i + 2]).toBeLessThan(-5)
  })
  it('keep to half of the budget when there are more points', () => {
    const few = initialiseSplats(pointsOf(positions, [9, 9, 9]), { ...options, budget: 1000 })
    expect(few.count).toBeGreaterThanOrEqual(500)
    expect(few.count).toBeLessThanOrEqual(550)
  })
  it('come in greater number than the points when those are few', () => {
    const few = initialiseSplats(pointsOf(randomPositions(50, 7), [9, 9, 9]), options)
    expect(few.count).toBeGreaterThanOrEqual(1000)
    expect(few.positions.every(Number.isFinite)).toBe(true)
  })
  it('are the same for the same seed', () => {
    const again = initialiseSplats(pointsOf(positions, [255, 128, 0]), options)
    expect(again).toEqual(cloud)
  })
})
