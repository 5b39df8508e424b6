import { expect, test } from 'vitest'
import { meshFigures, splatFigures } from '../../../../src-renderer/state/model-figures.ts'

const f32 = (name: string, length: number) => ({ name, type: 'f32' as const, length, offset: 0 })

test('the degree of the harmonics follows from how many coefficients a splat has', () => {
  for (const [degree, coefficients] of [1, 4, 9, 16].entries()) {
    const entries = [f32('opacityLogits', 100), f32('sh', 100 * 3 * coefficients)]
    expect(splatFigures(entries)).toEqual({ count: 100, shDegree: degree })
  }
})

test('triangles and vertices of a surface', () => {
  expect(meshFigures([f32('positions', 36), f32('indices', 60)])).toEqual({ triangles: 20, vertices: 12 })
  expect(meshFigures([])).toBeNull()
})
