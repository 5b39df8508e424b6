import { unpackSplat, utils } from '@sparkjsdev/spark'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../../src-engine/math/random.ts'
import { createHarmonics, packHarmonics } from '../../../../src-renderer/splats/pack-harmonics.ts'
import { packedCapacity, packSplat, SPLAT_ENCODING } from '../../../../src-renderer/splats/pack-splat.ts'

test('Spark reads back what was packed, to within its bits', () => {
  const random = seededRandom(7)
  const between = (low: number, high: number) => low + (high - low) * random()
  const packed = new Uint32Array(4 * 200)
  for (let i = 0; i < 200; i++) {
    const position = [between(-3, 3), between(-3, 3), between(-1e-5, 40)]
    const scales = [0, 1, 2].map(() => Math.exp(between(-8.9, 2.9)))
    const q = [0, 1, 2, 3].map(() => between(-1, 1))
    const colour = [random(), random(), random()]
    const opacity = random()
    packSplat(
      packed,
      i,
      ...(position as [number, number, number]),
      ...(scales as [number, number, number]),
      ...(q as [number, number, number, number]),
      opacity,
      ...(colour as [number, number, number]),
    )
    const read = unpackSplat(packed, i, SPLAT_ENCODING)
    // Halves have 11 significant bits, or steps of 2^-24.
    read.center.toArray().forEach((value, j) => {
      expect(Math.abs(value - position[j])).toBeLessThanOrEqual(Math.max(Math.abs(position[j]) / 2048, 2 ** -25))
    })
    read.scales.toArray().forEach((value, j) => {
      expect(Math.abs(Math.log(value / scales[j]))).toBeLessThan(0.51 * (12 / 254))
    })
    expect(Math.abs(read.opacity - opacity)).toBeLessThan(0.51 / 255)
    expect(Math.abs(read.color.r - colour[0])).toBeLessThan(0.51 / 255)
    expect(Math.abs(read.color.g - colour[1])).toBeLessThan(0.51 / 255)
    expect(Math.abs(read.color.b - colour[2])).toBeLessThan(0.51 / 255)
    const { w, x, y, z } = read.quaternion
    const alike = Math.abs(w * q[0] + x * q[1] + y * q[2] + z * q[3]) / Math.hypot(...q)
    expect(alike).toBeGreaterThan(Math.cos(0.02))
  }
})

test('what lies out of range is clamped, and no rotation is no trouble', () => {
  const packed = new Uint32Array(4)
  packSplat(packed, 0, 1e9, -1e9, 0, 0, 1e9, 1, 1, 0, 0, 0, 2, -1, 0.5, 9)
  const read = unpackSplat(packed, 0, SPLAT_ENCODING)
  expect(read.center.toArray()).toEqual([65504, -65504, 0])
  expect(read.scales.x).toBeCloseTo(Math.exp(-9), 6)
  expect(read.scales.y).toBeCloseTo(Math.exp(3), 4)
  expect([read.opacity, read.color.r, read.color.b]).toEqual([1, 0, 1])
  expect(read.quaternion.w).toBeCloseTo(1)
})

test('room for splats is whole rows, then whole layers, as in Spark', () => {
  for (const count of [1, 2048, 2049, 100_000, 2048 * 2048, 2048 * 2048 + 1]) {
    expect(packedCapacity(count)).toBe(utils.getTextureSize(count).maxSplats)
  }
})

test('harmonics are packed bit for bit as Spark packs them', () => {
  const random = seededRandom(3)
  const sh = Float32Array.from({ length: 3 * 48 }, () => 2.4 * random() - 1.2)
  const ours = createHarmonics(3, 3)
  const sparks = createHarmonics(3, 3)
  for (let i = 0; i < 3; i++) {
    packHarmonics(ours, i, sh, i, 3)
    const part = sh.subarray(48 * i)
    utils.encodeSh1Rgb(sparks.sh1!, i, part.subarray(3, 12))
    utils.encodeSh2Rgb(sparks.sh2!, i, part.subarray(12, 27))
    utils.encodeSh3Rgb(sparks.sh3!, i, part.subarray(27, 48))
  }
  expect(ours).toEqual(sparks)
  expect(createHarmonics(0, 3)).toEqual({})
})
