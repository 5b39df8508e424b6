import { expect, it } from 'vitest'
import { PROJECTED_STRIDE } from '../../../src-engine/training/cpu/raster-constants.ts'
import { GATHERED_VECTORS } from '../../../src-engine/training/webgpu/wgsl/gather-gradients.wgsl.ts'
import { fieldGroups } from '../../../src-engine/training/webgpu/wgsl/splat-fields.wgsl.ts'
import { shCoefficientCount } from '../../../src-shared/splat-cloud.ts'

/** What every WebGPU device gives: bytes of a binding, and storage buffers of a kernel. */
const BINDING = 128 * 2 ** 20
const BUFFERS = 8

it.each([0, 1, 2, 3] as const)('at degree %i two million splats keep within the standard limits', (degree) => {
  const groups = fieldGroups(degree)
  const sizes = [...groups.map(({ fields }) => fields), PROJECTED_STRIDE, 4 * GATHERED_VECTORS]
  expect(4 * Math.max(...sizes) * 2_000_000).toBeLessThanOrEqual(BINDING)
  // All fields once, and room for the four other buffers of the kernel that reads all groups.
  let next = 0
  for (const { start, fields } of groups) {
    expect(start).toBe(next)
    next += fields
  }
  expect(next).toBe(11 + 3 * shCoefficientCount(degree))
  expect(groups.length + 4).toBeLessThanOrEqual(BUFFERS)
})
