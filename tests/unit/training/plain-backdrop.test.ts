import { expect, test } from 'vitest'
import { renderSplats } from '../../../src-engine/training/cpu/render-splats.ts'
import { contrastingBackdrop, inverted, overBackdrop } from '../../../src-engine/training/plain-backdrop.ts'
import { testView } from '../../support/float64-training-step.ts'
import { cameraOf, randomCloud } from '../../support/random-cloud.ts'

/** Two pixels over white: one covered by a grey, one half. */
const cutOut = (grey: number) => ({
  image: { width: 2, height: 1, data: Uint8Array.of(grey, grey, grey, ...Array(3).fill((grey + 255) >> 1)) },
  alpha: Float32Array.of(1, 0.5),
})

test('a dark object is trained over white, a bright one over black', () => {
  expect(contrastingBackdrop([cutOut(20)])).toBe('white')
  expect(contrastingBackdrop([cutOut(230)])).toBe('black')
  expect([...overBackdrop(cutOut(200), 'black').data]).toEqual([200, 200, 200, 99, 99, 99])
  expect([...overBackdrop(cutOut(20), 'white').data]).toEqual([235, 235, 235, 118, 118, 118])
})

test('splats with the negative colours over black are the negative of the splats over white', async () => {
  // Colours within 0..1, so that none is cut off.
  const random = randomCloud(30, 1, 2, 0.6)
  const cloud = { ...random, sh: random.sh.map((value) => 0.2 * value) }
  const camera = cameraOf(testView(24, 16))
  const [over] = await renderSplats(cloud, [camera], { threads: 1 })
  const [negative] = await renderSplats(inverted(cloud), [camera], { threads: 1 })
  const worst = over.color.reduce((most, value, k) => {
    const white = value + 1 - over.alpha[Math.floor(k / 3)]
    return Math.max(most, Math.abs(1 - negative.color[k] - white))
  }, 0)
  expect(worst).toBeLessThan(1e-4)
})
