import { expect, test } from 'vitest'
import { allPairs, selectPairs } from '../../../../src-engine/cameras/matching/select-pairs.ts'

test('all pairs in order', () => {
  expect([...allPairs(4)]).toEqual([0, 1, 0, 2, 0, 3, 1, 2, 1, 3, 2, 3])
})

test('pairs with coarse matches and neighbours in order stay, the rest goes', () => {
  const photos = 40
  const pairs = allPairs(photos)
  // Two rounds about an object: photo i and i + 20 show the same side. All else has chance matches.
  const coarse = Float64Array.from({ length: pairs.length / 2 }, (_, p) =>
    pairs[2 * p + 1] - pairs[2 * p] === 20 ? 12 : p % 3,
  )
  const kept = selectPairs(photos, coarse)
  const keys = new Set(Array.from({ length: kept.length / 2 }, (_, i) => `${kept[2 * i]}-${kept[2 * i + 1]}`))
  for (let i = 0; i < 20; i++) expect(keys).toContain(`${i}-${i + 20}`)
  for (let i = 0; i + 3 < photos; i++) expect(keys).toContain(`${i}-${i + 3}`)
  expect(kept.length).toBeLessThan(0.7 * pairs.length)
})
