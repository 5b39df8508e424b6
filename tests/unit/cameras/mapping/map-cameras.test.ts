import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { mapCameras } from '../../../../src-engine/cameras/mapping/map-cameras.ts'
import type { CameraSolution } from '../../../../src-engine/cameras/types.ts'
import type { StudioError } from '../../../../src-shared/errors.ts'
import { ellipsoidOnTable, type SyntheticScene, synthesize, truthByName } from '../../../support/ellipsoid-on-table.ts'
import { type CameraPose, readTrueCameras, scoreCameras } from '../../../support/score-cameras.ts'

let vase: CameraPose[]

beforeAll(async () => {
  vase = [
    ...(await readTrueCameras(fileURLToPath(new URL('../../../support/vase/cameras.json', import.meta.url)))).values(),
  ]
})

function map({ photos, features, pairs }: SyntheticScene, seed = 0): Promise<CameraSolution> {
  return mapCameras(photos, features, pairs, { seed })
}

function reject(scene: SyntheticScene): Promise<StudioError> {
  return map(scene).then(
    () => expect.unreachable('mapping should have failed'),
    (error) => error,
  )
}

describe('mapCameras', () => {
  it('places the 32 vase cameras from noisy, partly wrong matches and a focal length that is 8 % off', async () => {
    const scene = synthesize(vase, ellipsoidOnTable(900, 700, 1), { claimedFocalPx: 711 * 1.08 })
    const solution = await map(scene)
    expect(solution.cameras.length).toBe(32)
    const score = scoreCameras(solution.cameras, truthByName(vase))
    expect(score.rotationDeg).toBeLessThan(0.05)
    expect(score.centreRmsePct).toBeLessThan(0.06)
    expect(Math.abs(solution.cameras[0].fx / 711.11 - 1)).toBeLessThan(0.002)
    // Noise of 0.3 px in x and y has a mean length of 0.3 sqrt(pi / 2).
    expect(solution.reprojectionErrorPx).toBeGreaterThan(0.25)
    expect(solution.reprojectionErrorPx).toBeLessThan(0.45)

    // What is returned holds together: every point projects to where it says it was seen.
    const { points, cameras } = solution
    let sum = 0
    for (let i = 0; i < points.count; i++) {
      for (let m = points.trackStarts[i]; m < points.trackStarts[i + 1]; m++) {
        const { worldToCamera: w, fx, cx, cy, k1, k2 } = cameras[points.observedBy[m]]
        const p = points.positions.subarray(3 * i, 3 * i + 3)
        const [X, Y, Z] = [0, 4, 8].map((r) => w[r] * p[0] + w[r + 1] * p[1] + w[r + 2] * p[2] + w[r + 3])
        const r2 = (X / Z) ** 2 + (Y / Z) ** 2
        const radial = 1 + k1 * r2 + k2 * r2 * r2
        const [x, y] = points.observedAt.subarray(2 * m, 2 * m + 2)
        sum += Math.hypot((fx * radial * X) / Z + cx - x, (fx * radial * Y) / Z + cy - y)
      }
    }
    expect(sum / points.observedBy.length).toBeCloseTo(solution.reprojectionErrorPx, 4)
  })

  it('shows what has come of it so far, to no change of the result', async () => {
    const scene = synthesize(vase, ellipsoidOnTable(900, 700, 1))
    const { photos, features, pairs } = scene
    const partials: CameraSolution[] = []
    const watched = await mapCameras(photos, features, pairs, {
      onPartial: async (partial) => void partials.push(partial),
    })
    expect(partials.length).toBeGreaterThan(0)
    for (const { cameras, points, unplaced } of partials) {
      expect(cameras.length).toBeGreaterThanOrEqual(2)
      expect(cameras.length + unplaced.length).toBe(32)
      expect(points.count).toBeGreaterThan(0)
      expect(points.count).toBeLessThanOrEqual(5000)
      expect(points.positions.length).toBe(3 * points.count)
      expect(points.trackStarts[points.count]).toBe(points.observedBy.length)
      expect(points.positions.every(Number.isFinite)).toBe(true)
    }
    expect(watched).toEqual(await map(scene))
  })

  it('finds a focal length that no EXIF tells, 65 % off the default', async () => {
    const scene = synthesize(vase.slice(0, 16), ellipsoidOnTable(900, 700, 1), {
      claimedFocalPx: 711 * 1.65,
      focalSource: 'default',
    })
    const solution = await map(scene)
    expect(solution.cameras.length).toBe(16)
    expect(Math.abs(solution.cameras[0].fx / 711.11 - 1)).toBeLessThan(0.005)
  })

  it('places all photos although a third of the matches are wrong', async () => {
    const scene = synthesize(vase.slice(0, 20), ellipsoidOnTable(900, 700, 1), { wrongMatches: 0.33, noisePx: 0.5 })
    const solution = await map(scene)
    expect(solution.cameras.length).toBe(20)
    expect(scoreCameras(solution.cameras, truthByName(vase)).rotationDeg).toBeLessThan(0.05)
  })

  it('gives the same result for the same seed', async () => {
    const scene = synthesize(vase.slice(0, 10), ellipsoidOnTable(500, 300, 1))
    const [a, b] = [await map(scene, 7), await map(scene, 7)]
    expect(a.cameras).toEqual(b.cameras)
    expect(a.points.positions).toEqual(b.points.positions)
  })

  it('keeps the larger of two scenes that have nothing in common, and says why the rest is missing', async () => {
    const first = synthesize(vase.slice(0, 8), ellipsoidOnTable(500, 300, 1))
    const second = synthesize(vase.slice(20, 24), ellipsoidOnTable(500, 300, 2))
    const lone = synthesize(vase.slice(30, 31), ellipsoidOnTable(500, 300, 5))
    const solution = await map({
      photos: [...first.photos, ...second.photos, ...lone.photos].map((p, i) => ({ ...p, file: `${i}.jpg` })),
      features: [...first.features, ...second.features, ...lone.features],
      pairs: [...first.pairs, ...second.pairs.map((p) => ({ ...p, a: p.a + 8, b: p.b + 8 }))],
    })
    expect(solution.cameras.map(({ file }) => file)).toEqual(first.photos.map((_, i) => `${i}.jpg`))
    expect(solution.unplaced.map(({ file }) => file)).toEqual(['8.jpg', '9.jpg', '10.jpg', '11.jpg', '12.jpg'])
    expect(solution.unplaced[0].reason).toContain('not part of the main scene')
    expect(solution.unplaced[4].reason).toContain('nothing that another photo shows')
  })

  it('asks for overlap when no photos match', async () => {
    const scene = synthesize(vase.slice(0, 6), ellipsoidOnTable(500, 300, 1))
    const error = await reject({ ...scene, pairs: [] })
    expect(error.code).toBe('no_overlap')
    expect(error.hint).toContain('60 to 80 %')
  })

  it('asks to move when one view is given many times over', async () => {
    const copies = Array.from({ length: 6 }, () => vase[0])
    for (const geometry of ['rotation', 'general', 'planar'] as const) {
      const scene = synthesize(copies, ellipsoidOnTable(500, 300, 1), { wrongMatches: 0 })
      const error = await reject({ ...scene, pairs: scene.pairs.map((pair) => ({ ...pair, geometry })) })
      expect(error.code).toBe('no_overlap')
      expect(error.hint).toContain('walk around the object')
    }
  })

  it('stops when it is cancelled', async () => {
    const scene = synthesize(vase, ellipsoidOnTable(900, 700, 1))
    const controller = new AbortController()
    const { photos, features, pairs } = scene
    const onProgress = () => controller.abort()
    await expect(mapCameras(photos, features, pairs, { signal: controller.signal, onProgress })).rejects.toMatchObject({
      code: 'cancelled',
    })
  })
})
