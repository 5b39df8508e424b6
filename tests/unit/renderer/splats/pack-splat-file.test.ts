import { unpackSplat } from '@sparkjsdev/spark'
import { Quaternion } from 'three'
import { expect, test } from 'vitest'
import { encodeSplat } from '../../../../src-engine/splats/formats/splat.ts'
import { SPLAT_ENCODING } from '../../../../src-renderer/splats/pack-splat.ts'
import { packSplatFile } from '../../../../src-renderer/splats/pack-splat-file.ts'
import { SH_C0 } from '../../../../src-shared/splat-cloud.ts'

test('a preview the engine writes stands upright in the world, as the cloud it was made from', () => {
  const rotation = new Quaternion(0.1, -0.5, 0.3, 0.8).normalize()
  const bytes = encodeSplat({
    count: 2,
    shDegree: 0,
    positions: new Float32Array([0.5, 1, -2, 0, 0, 0]),
    logScales: new Float32Array([-3, -4, -5, 0, 0, 0]),
    rotations: new Float32Array([rotation.w, rotation.x, rotation.y, rotation.z, 1, 0, 0, 0]),
    opacityLogits: new Float32Array([0, 8]),
    sh: new Float32Array([0.3 / SH_C0, 0, -0.3 / SH_C0, 0, 0, 0]),
  })
  const { count, packed } = packSplatFile(bytes.slice().buffer)
  expect(count).toBe(2)
  expect(packed.length).toBe(4 * 2048)
  const read = unpackSplat(packed, 0, SPLAT_ENCODING)
  expect(read.center.toArray()).toEqual([0.5, 1, -2])
  expect(read.quaternion.angleTo(rotation)).toBeLessThan(0.03)
  expect(Math.log(read.scales.y)).toBeCloseTo(-4, 1)
  expect(read.color.r).toBeCloseTo(0.8, 2)
  expect(read.color.b).toBeCloseTo(0.2, 2)
  expect(read.opacity).toBeCloseTo(0.5, 2)
})

test('a file that is cut short is refused', () => {
  expect(() => packSplatFile(new ArrayBuffer(40))).toThrow(RangeError)
})
