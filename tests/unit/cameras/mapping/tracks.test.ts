import { expect, it } from 'vitest'
import type { MappingInput } from '../../../../src-engine/cameras/mapping/mapping-input.ts'
import { buildTracks } from '../../../../src-engine/cameras/mapping/tracks.ts'

/** Three photos with three features each; feature 2 of photo 0 lies where its feature 1 lies. */
const keypoints = [
  Float32Array.of(10, 10, 1, 0, 20, 20, 1, 0, 20, 20, 1, 3),
  Float32Array.of(11, 10, 1, 0, 21, 20, 1, 0, 31, 30, 1, 0),
  Float32Array.of(12, 10, 1, 0, 22, 20, 1, 0, 32, 30, 1, 0),
]

function tracksOf(pairs: MappingInput['pairs']): string[] {
  const tracks = buildTracks({ photos: [], keypoints, pairs, seed: 0 })
  return Array.from({ length: tracks.count }, (_, t) => {
    const members: string[] = []
    for (let m = tracks.starts[t]; m < tracks.starts[t + 1]; m++) {
      members.push(`${tracks.photoOf[m]}.${tracks.featureOf[m]}`)
      expect(tracks.trackOf[m]).toBe(t)
      expect(tracks.byPhoto[tracks.photoOf[m]]).toContain(m)
      expect(tracks.pixels[2 * m]).toBe(keypoints[tracks.photoOf[m]][4 * tracks.featureOf[m]])
    }
    return members.join(' ')
  }).sort()
}

it('chains matches, and joins features at one place', () => {
  const pairs = [
    // a.feature - b.feature
    { a: 0, b: 1, matches: Uint32Array.of(0, 0, 1, 1), geometry: 'general' as const },
    { a: 1, b: 2, matches: Uint32Array.of(0, 0), geometry: 'general' as const },
    { a: 0, b: 2, matches: Uint32Array.of(2, 1), geometry: 'general' as const },
  ]
  expect(tracksOf(pairs)).toEqual(['0.0 1.0 2.0', '0.1 1.1 2.1'])
})

it('drops the match of the weaker pair that would show a photo one point twice', () => {
  const pairs = [
    { a: 0, b: 1, matches: Uint32Array.of(0, 0, 1, 1), geometry: 'general' as const },
    { a: 0, b: 2, matches: Uint32Array.of(0, 0, 1, 1), geometry: 'general' as const },
    // Feature 0 of photo 1 cannot be both 2.0 (over 0.0) and 2.1.
    { a: 1, b: 2, matches: Uint32Array.of(0, 1), geometry: 'general' as const },
  ]
  expect(tracksOf(pairs)).toEqual(['0.0 1.0 2.0', '0.1 1.1 2.1'])
})

it('trusts matches that a third photo confirms over those of a stronger pair', () => {
  const pairs = [
    // The pair with most matches takes 1.1 for 0.0, against three photos that agree on 0.0 1.0 2.0.
    { a: 0, b: 1, matches: Uint32Array.of(0, 1, 0, 0, 1, 2), geometry: 'general' as const },
    { a: 1, b: 2, matches: Uint32Array.of(0, 0), geometry: 'general' as const },
    { a: 0, b: 2, matches: Uint32Array.of(0, 0), geometry: 'general' as const },
  ]
  expect(tracksOf(pairs)).toEqual(['0.0 1.0 2.0', '0.1 1.2'])
})
