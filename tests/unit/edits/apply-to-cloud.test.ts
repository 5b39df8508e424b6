import { describe, expect, test } from 'vitest'
import { applyToCloud } from '../../../src-engine/edits/apply-to-cloud.ts'
import { seededRandom } from '../../../src-engine/math/random.ts'
import { shBasis } from '../../../src-engine/training/cpu/spherical-harmonics.ts'
import type { EditState } from '../../../src-shared/edit-state.ts'
import { NO_TRANSFORM, type Transform } from '../../../src-shared/edits.ts'
import { rotationMatrix } from '../../../src-shared/quaternion.ts'
import { type SplatCloud, shCoefficientCount } from '../../../src-shared/splat-cloud.ts'
import { randomSplats } from '../../support/test-models.ts'

const UNEDITED: EditState = { deleted: null, selected: null, crop: null, transform: NO_TRANSFORM }
const random = seededRandom(9)
const rotation = [0.3, -0.8, 0.1, 0.5].map((v, _, q) => v / Math.hypot(...q)) as unknown as Transform['rotation']
const transform: Transform = { translation: [2, -1, 0.5], rotation, scale: 1.7 }

const turned = (v: readonly number[], r = rotationMatrix(rotation)) =>
  [0, 3, 6].map((k) => r[k] * v[0] + r[k + 1] * v[1] + r[k + 2] * v[2])

function colour({ sh, shDegree }: SplatCloud, splat: number, direction: readonly number[]): number[] {
  const size = shCoefficientCount(shDegree)
  const basis = new Float64Array(size)
  shBasis(shDegree, direction[0], direction[1], direction[2], basis)
  return [0, 1, 2].map((c) => basis.reduce((sum, b, k) => sum + b * sh[3 * (splat * size + k) + c], 0))
}

/** R diag(scale^2) R^T of a splat, row-major. */
function covariance({ rotations, logScales }: SplatCloud, splat: number): number[] {
  const q = rotations.subarray(4 * splat, 4 * splat + 4)
  const r = rotationMatrix([q[0], q[1], q[2], q[3]])
  const s = [0, 1, 2].map((k) => Math.exp(2 * logScales[3 * splat + k]))
  return [0, 1, 2].flatMap((i) =>
    [0, 1, 2].map((j) => [0, 1, 2].reduce((sum, k) => sum + r[3 * i + k] * s[k] * r[3 * j + k], 0)),
  )
}

describe('edits of splats', () => {
  test('no edits: the very same cloud', () => {
    const cloud = randomSplats(5, 1)
    expect(applyToCloud(cloud, UNEDITED)).toBe(cloud)
  })

  test('what is deleted or has its centre outside the crop is gone; the rest is untouched, in its order', () => {
    const cloud = randomSplats(300, 2)
    const deleted = Uint8Array.from({ length: 300 }, () => (random() < 0.3 ? 1 : 0))
    const crop = { kind: 'sphere', centre: [0.2, 0, 0], radius: 0.9 } as const
    const edited = applyToCloud(cloud, { ...UNEDITED, deleted, crop: { ...crop, centre: [0.2, 0, 0] } })
    const left = [...deleted.keys()].filter((i) => {
      const [x, y, z] = cloud.positions.subarray(3 * i, 3 * i + 3)
      return !deleted[i] && Math.hypot(x - 0.2, y, z) <= 0.9
    })
    expect(left.length).toBeGreaterThan(30)
    expect(edited.count).toBe(left.length)
    const rows = (array: Float32Array, size: number) =>
      Float32Array.from(left.flatMap((i) => [...array.subarray(size * i, size * i + size)]))
    expect(edited.positions).toEqual(rows(cloud.positions, 3))
    expect(edited.logScales).toEqual(rows(cloud.logScales, 3))
    expect(edited.rotations).toEqual(rows(cloud.rotations, 4))
    expect(edited.opacityLogits).toEqual(rows(cloud.opacityLogits, 1))
    expect(edited.sh).toEqual(rows(cloud.sh, 27))
  })

  test.each([1, 2, 3] as const)('turned: the colour in the turned direction is what it was, degree %i', (degree) => {
    const cloud = randomSplats(20, degree)
    const moved = applyToCloud(cloud, { ...UNEDITED, transform })
    for (let i = 0; i < 20; i++) {
      const v = [random() - 0.5, random() - 0.5, random() - 0.5]
      const direction = v.map((x) => x / Math.hypot(...v))
      const before = colour(cloud, i, direction)
      colour(moved, i, turned(direction)).forEach((value, c) => {
        expect(value).toBeCloseTo(before[c], 5)
      })
      // It does depend on the direction: a test that could not fail would prove nothing.
      expect(Math.abs(colour(moved, i, direction)[0] - before[0])).toBeGreaterThan(1e-4)
    }
  })

  test('moved: centres, sizes and directions follow the transform', () => {
    const cloud = randomSplats(20, 0)
    const moved = applyToCloud(cloud, { ...UNEDITED, transform })
    const r = rotationMatrix(rotation)
    for (let i = 0; i < 20; i++) {
      const place = turned([...cloud.positions.subarray(3 * i, 3 * i + 3)])
      place.forEach((p, k) => {
        expect(moved.positions[3 * i + k]).toBeCloseTo(1.7 * p + transform.translation[k], 5)
      })
      const before = covariance(cloud, i)
      const rows = [0, 3, 6].map((k) => turned(before.slice(k, k + 3)))
      const after = [0, 1, 2].flatMap((a) =>
        [0, 1, 2].map((b) => 1.7 ** 2 * [0, 1, 2].reduce((sum, k) => sum + r[3 * a + k] * rows[k][b], 0)),
      )
      covariance(moved, i).forEach((value, k) => {
        expect(value).toBeCloseTo(after[k], 5)
      })
    }
    expect(moved.opacityLogits).toEqual(cloud.opacityLogits)
  })

  test('nothing left is said, with what to do', () => {
    const deleted = new Uint8Array(5).fill(1)
    expect(() => applyToCloud(randomSplats(5, 0), { ...UNEDITED, deleted })).toThrow(
      expect.objectContaining({ code: 'bad_arguments', hint: expect.stringContaining('Undo') }),
    )
  })
})
