import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../src-engine/math/random.ts'
import { psnr } from '../../../src-engine/metrics/psnr.ts'
import { ssim } from '../../../src-engine/metrics/ssim.ts'

describe('PSNR', () => {
  it('is 20 dB at an error of one tenth everywhere', () => {
    expect(psnr([0.1, 0.5, 0.9], [0.2, 0.4, 1])).toBeCloseTo(20, 10)
  })
  it('is endless for equal images and refuses unequal lengths', () => {
    expect(psnr([0.3, 0.4], [0.3, 0.4])).toBe(Number.POSITIVE_INFINITY)
    expect(() => psnr([0.3], [0.3, 0.4])).toThrow('equal lengths')
  })
})

describe('SSIM', () => {
  const random = seededRandom(1)
  const noise = Float64Array.from({ length: 3 * 20 * 16 }, () => random())
  it('is 1 for equal images', () => {
    expect(ssim(noise, noise, 20, 16, 3)).toBeCloseTo(1, 12)
  })
  it('of two flat images is the luminance term alone', () => {
    // (2 a b + C1) / (a^2 + b^2 + C1) with a = 0.2, b = 0.6, C1 = 1e-4.
    const flat = (value: number) => new Float64Array(20 * 16).fill(value)
    expect(ssim(flat(0.2), flat(0.6), 20, 16, 1)).toBeCloseTo(0.2401 / 0.4001, 10)
  })
  it('of an image and its negative about one half is negative', () => {
    const negative = noise.map((v) => 1 - v)
    expect(ssim(noise, negative, 20, 16, 3)).toBeLessThan(-0.8)
  })
  it('refuses an image smaller than its window', () => {
    expect(() => ssim([0], [0], 1, 1, 1)).toThrow('at least 11')
  })
})
