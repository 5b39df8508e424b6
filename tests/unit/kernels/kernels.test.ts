import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createNearestSearch } from '../../../src-engine/cameras/matching/nearest-descriptors.ts'
import gaussianBlurWasm from '../../../src-engine/kernels/gaussian-blur.wasm.ts'
import { KERNEL_MEMORY_START, loadKernel, reserve } from '../../../src-engine/kernels/load-kernel.ts'
import { seededRandom } from '../../../src-engine/math/random.ts'

test('the committed modules are what the sources compile to', () => {
  const script = fileURLToPath(new URL('../../../scripts/build-kernels.mjs', import.meta.url))
  expect(execFileSync(process.execPath, [script, '--check'], { encoding: 'utf8' })).toContain('up to date')
})

test.each([
  [1, 1],
  [5, 13],
  [64, 40],
  [301, 97],
])('nearest descriptors of %i against %i agree with a plain search', (countA, countB) => {
  const random = seededRandom(countA)
  const bytes = (count: number) => Uint8Array.from({ length: 128 * count }, () => Math.floor(256 * random() ** 2))
  const a = bytes(countA)
  const b = bytes(countB)
  // Equal rows: the lower index has to win.
  if (countB > 9) b.copyWithin(128 * 9, 128 * 2, 128 * 3)
  const dot = (i: number, j: number) => {
    let sum = 0
    for (let k = 0; k < 128; k++) sum += a[128 * i + k] * b[128 * j + k]
    return sum
  }
  const { ofA, ofB } = createNearestSearch()(a, b)
  for (let i = 0; i < countA; i++) {
    const dots = Array.from({ length: countB }, (_, j) => dot(i, j))
    const best = Math.max(...dots)
    const index = dots.indexOf(best)
    const second = Math.max(0, ...dots.filter((_, j) => j !== index))
    expect([...ofA.subarray(3 * i, 3 * i + 3)]).toEqual([best, second, index])
  }
  for (let j = 0; j < countB; j++) {
    const dots = Array.from({ length: countA }, (_, i) => dot(i, j))
    expect(ofB[j]).toBe(dots.indexOf(Math.max(...dots)))
  }
})

test('the largest descriptor elements do not overflow', () => {
  const { ofA } = createNearestSearch()(new Uint8Array(128).fill(255), new Uint8Array(128).fill(255))
  expect([...ofA]).toEqual([128 * 255 * 255, 0, 0])
})

test('blur agrees with a plain separable convolution, borders repeated', () => {
  const [width, height, stride, radius] = [37, 23, 48, 5]
  const { functions, memory } = loadKernel<{ blur(...args: number[]): void }>(gaussianBlurWasm)
  const image = KERNEL_MEMORY_START
  const between = image + 4 * stride * height
  const line = between + 4 * stride * height
  const tapsAt = line + 4 * (stride + 2 * radius + 16)
  reserve(memory, tapsAt + 4 * (radius + 1))
  const random = seededRandom(3)
  const pixels = new Float32Array(memory.buffer, image, stride * height).map(() => random())
  new Float32Array(memory.buffer, image, stride * height).set(pixels)
  const taps = [0.3, 0.15, 0.1, 0.06, 0.03, 0.01]
  new Float32Array(memory.buffer, tapsAt, radius + 1).set(taps)
  functions.blur(image, image, between, line, tapsAt, radius, width, height, stride)

  const clamp = (i: number, size: number) => Math.min(Math.max(i, 0), size - 1)
  const offsets = Array.from({ length: 2 * radius + 1 }, (_, i) => i - radius)
  const sum = (at: (offset: number) => number) => offsets.reduce((total, o) => total + taps[Math.abs(o)] * at(o), 0)
  const row = (y: number, x: number) => sum((o) => pixels[y * stride + clamp(x + o, width)])
  const blurred = new Float32Array(memory.buffer, image, stride * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      expect(blurred[y * stride + x]).toBeCloseTo(
        sum((o) => row(clamp(y + o, height), x)),
        5,
      )
    }
  }
})
