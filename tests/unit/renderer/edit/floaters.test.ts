import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../../../src-engine/math/random.ts'
import { floaterFeatures } from '../../../../src-renderer/edit/floater-features.ts'
import { findFloaters } from '../../../../src-renderer/edit/floaters.ts'
import { splatSizes } from '../../../../src-renderer/edit/splat-sizes.ts'
import { cloudOf, sphereSplats, type TestSplat } from './synthetic-splats.ts'

const OBJECT = 6000
const random = seededRandom(7)
const far = () => {
  const angle = 2 * Math.PI * random()
  return [2.2 * Math.cos(angle) + random(), 3 * random() - 1.5, 2.2 * Math.sin(angle) + random()] as const
}
/** Each kind of floater, twenty and more of each, around an object. */
const floaters: Record<string, TestSplat[]> = {
  lonely: Array.from({ length: 40 }, () => ({ at: far() })),
  needles: Array.from({ length: 20 }, (_, i) => ({ at: sphereSplats(20, 1, 5)[i].at, scales: [0.9, 0.004, 0.004] })),
  giants: Array.from({ length: 20 }, (_, i) => ({ at: sphereSplats(20, 1, 6)[i].at, scales: [0.7, 0.7, 0.3] })),
  haze: Array.from({ length: 30 }, (_, i) => ({ at: sphereSplats(30, 1.02, 8)[i].at, opacity: 0.012 })),
  clump: sphereSplats(25, 0.03, 9).map(({ at }) => ({ at: [at[0] + 3, at[1] + 1, at[2]] as const })),
}
const all = [...sphereSplats(OBJECT), ...Object.values(floaters).flat()]
const cloud = cloudOf(all)
const included = new Uint8Array(cloud.count).fill(1)
const features = floaterFeatures(cloud, splatSizes(cloud).middle, included)

describe('floaters', () => {
  test('the middle strength finds every kind and leaves the object alone', () => {
    const { mask, count, reasons } = findFloaters(features, cloud.opacityLogits, 0.5)
    let at = OBJECT
    for (const [kind, splats] of Object.entries(floaters)) {
      const found = mask.subarray(at, at + splats.length).reduce((sum, value) => sum + value, 0)
      expect(found / splats.length, kind).toBeGreaterThanOrEqual(0.95)
      at += splats.length
    }
    const spoiled = mask.subarray(0, OBJECT).reduce((sum, value) => sum + value, 0)
    expect(spoiled / OBJECT).toBeLessThan(0.005)
    expect(count).toBe(mask.reduce((sum, value) => sum + value, 0))
    expect(Object.values(reasons).reduce((sum, value) => sum + value, 0)).toBe(count)
  })

  test('the stronger, the more; what a gentle look finds a strong one finds too', () => {
    const masks = [0, 0.25, 0.5, 0.75, 1].map((strength) => findFloaters(features, cloud.opacityLogits, strength).mask)
    for (let s = 1; s < masks.length; s++) {
      expect(masks[s - 1].every((value, i) => value <= masks[s][i])).toBe(true)
    }
    expect(masks[0].subarray(0, OBJECT).includes(1)).toBe(false)
  })

  test('a backdrop of large splats far apart is none', () => {
    const backdrop = sphereSplats(600, 30, 11).map(({ at }) => ({ at, scales: [3, 3, 0.3] as const }))
    const scene = cloudOf([...sphereSplats(OBJECT), ...backdrop, { at: [3, 3, 0] }])
    const seen = new Uint8Array(scene.count).fill(1)
    const { mask } = findFloaters(floaterFeatures(scene, splatSizes(scene).middle, seen), scene.opacityLogits, 0.5)
    const taken = mask.subarray(OBJECT, OBJECT + 600).reduce((sum, value) => sum + value, 0)
    expect(taken / 600).toBeLessThan(0.02)
    expect(mask[scene.count - 1]).toBe(1)
  })

  test('what cannot be seen is neither a floater nor anybody’s neighbour', () => {
    const seen = included.slice()
    seen.fill(0, OBJECT)
    const { mask } = findFloaters(floaterFeatures(cloud, splatSizes(cloud).middle, seen), cloud.opacityLogits, 1)
    expect(mask.subarray(OBJECT).includes(1)).toBe(false)
  })

  test('no splats, no floaters', () => {
    const none = cloudOf([])
    const nothing = floaterFeatures(none, new Float32Array(0), new Uint8Array(0))
    expect(findFloaters(nothing, none.opacityLogits, 1).count).toBe(0)
  })
})
