import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CameraSolution } from '../../../../src-engine/cameras/types.ts'
import { applySimilarity } from '../../../../src-engine/cameras/world-frame/apply-similarity.ts'
import { provisionalFrames } from '../../../../src-engine/cameras/world-frame/provisional-frame.ts'
import { worldFrame } from '../../../../src-engine/cameras/world-frame/world-frame.ts'
import { seededNormal, seededRandom } from '../../../../src-engine/math/random.ts'
import { rotationFromVector } from '../../../../src-engine/math/rotation.ts'
import { ellipsoidOnTable } from '../../../support/ellipsoid-on-table.ts'
import { type CameraPose, poseOf, readTrueCameras } from '../../../support/score-cameras.ts'

const NO_CHANGE = { scale: 1, rotation: [1, 0, 0, 0, 1, 0, 0, 0, 1], translation: [0, 0, 0] }
/** What a solver's frame might be: any size, any way up, anywhere. */
const ASKEW = {
  scale: 3.7,
  rotation: Array.from(rotationFromVector(1.1, -0.7, 2.2, new Float64Array(9))),
  translation: [5, -2, 9],
}

let vase: CameraPose[]
beforeAll(async () => {
  vase = [
    ...(await readTrueCameras(fileURLToPath(new URL('../../../support/vase/cameras.json', import.meta.url)))).values(),
  ]
})

/** A solution made of true cameras and points, each point seen by three photos as far as the solution tells. */
function solutionOf(poses: readonly CameraPose[], points: readonly (readonly number[])[], focal = 711): CameraSolution {
  return {
    cameras: poses.map(({ rotation: R, centre: c }, i) => {
      const t = [0, 3, 6].map((r) => -(R[r] * c[0] + R[r + 1] * c[1] + R[r + 2] * c[2]))
      const worldToCamera = [...R.slice(0, 3), t[0], ...R.slice(3, 6), t[1], ...R.slice(6, 9), t[2], 0, 0, 0, 1]
      const lens = { fx: focal, fy: focal, cx: 400, cy: 300, k1: 0, k2: 0 }
      return { file: `${i}.jpg`, width: 800, height: 600, ...lens, worldToCamera }
    }),
    points: {
      count: points.length,
      positions: Float64Array.from(points.flat()),
      colors: new Uint8Array(3 * points.length),
      errors: new Float32Array(points.length),
      trackStarts: Uint32Array.from({ length: points.length + 1 }, (_, i) => 3 * i),
      observedBy: new Uint32Array(3 * points.length),
      observedAt: new Float32Array(6 * points.length),
    },
    reprojectionErrorPx: 0,
    unplaced: [],
    toWorld: NO_CHANGE,
  }
}

/** Cameras at the given places that look at a target, level with +Z up. */
function lookingAt(target: readonly number[], places: readonly (readonly number[])[]): CameraPose[] {
  return places.map((centre) => {
    const d = target.map((x, k) => x - centre[k])
    const z = d.map((x) => x / Math.hypot(...d))
    const level = Math.hypot(z[0], z[1])
    const x = [z[1] / level, -z[0] / level, 0]
    const y = [z[1] * x[2] - z[2] * x[1], z[2] * x[0] - z[0] * x[2], z[0] * x[1] - z[1] * x[0]]
    return { rotation: Float64Array.of(...x, ...y, ...z), centre }
  })
}

/** Where `toWorld` takes a point of the frame before. */
function toWorld({ toWorld: { scale, rotation: R, translation: t } }: CameraSolution, p: readonly number[]): number[] {
  return [0, 1, 2].map((r) => scale * (R[3 * r] * p[0] + R[3 * r + 1] * p[1] + R[3 * r + 2] * p[2]) + t[r])
}

/** The world's direction of what was up (+Z) in the scene before. */
function formerUp(solution: CameraSolution): number[] {
  const { scale } = solution.toWorld
  const [a, b] = [toWorld(solution, [0, 0, 1]), toWorld(solution, [0, 0, 0])]
  return a.map((v, k) => (v - b[k]) / scale)
}

describe('applySimilarity', () => {
  it('moves points and cameras alike: each camera sees each point where it did', () => {
    const before = solutionOf(vase.slice(0, 4), [
      [0.1, 0.2, 0.3],
      [-0.2, 0, 0.1],
    ])
    const after = applySimilarity(before, ASKEW)
    const seen = ({ cameras, points }: CameraSolution) => {
      return cameras.flatMap(({ worldToCamera: w }) =>
        [0, 1].flatMap((i) => {
          const p = points.positions.subarray(3 * i, 3 * i + 3)
          const [x, y, z] = [0, 4, 8].map((r) => w[r] * p[0] + w[r + 1] * p[1] + w[r + 2] * p[2] + w[r + 3])
          return [x / z, y / z]
        }),
      )
    }
    const expected = seen(before)
    seen(after).forEach((v, i) => {
      expect(v).toBeCloseTo(expected[i], 10)
    })
    expect(after.points.positions[0]).toBeCloseTo(toWorld(after, [0.1, 0.2, 0.3])[0], 10)
  })
})

describe('worldFrame', () => {
  it('stands an orbited object upright on its table, at the origin, one unit in radius', () => {
    const normal = seededNormal(seededRandom(4))
    const points = ellipsoidOnTable(1500, 1200, 2).map(({ at }) => at.map((v) => v + 0.0005 * normal()))
    // Background far behind, which must not matter.
    for (let i = 0; i < 300; i++) points.push([4 * normal(), 4 * normal(), 0.5 + Math.abs(normal())])
    const found = worldFrame(applySimilarity(solutionOf(vase, points), ASKEW))
    expect(formerUp(found)[1]).toBeGreaterThan(Math.cos((0.3 * Math.PI) / 180))
    const centre = toWorld(found, [0, 0, 0.21])
    expect(Math.hypot(...centre)).toBeLessThan(0.08)
    // The longest half axis is 0.29 m.
    expect(found.toWorld.scale * 0.29).toBeGreaterThan(0.85)
    expect(found.toWorld.scale * 0.29).toBeLessThan(1.15)
    // The first photo looks along -Z.
    const [x, , z] = poseOf(found.cameras[0]).centre
    expect(Math.abs(x)).toBeLessThan(1e-5)
    expect(z).toBeGreaterThan(1)
  })

  it('goes by how the cameras were held where there is no table and no point', () => {
    const found = worldFrame(applySimilarity(solutionOf(vase, []), ASKEW))
    // Hand-held: level within a degree or two on average.
    expect(formerUp(found)[1]).toBeGreaterThan(Math.cos((2 * Math.PI) / 180))
    expect(Math.hypot(...toWorld(found, [0, 0, 0.2]))).toBeLessThan(0.5)
  })

  it('faces a wall seen from in front, its middle at the origin', () => {
    const random = seededRandom(6)
    // A wall in the plane y = 10, 8 wide and 4 high, seen from 6 away by cameras side by side.
    const points = Array.from({ length: 900 }, () => [8 * (random() - 0.5), 10 + 0.2 * random(), 4 * random()])
    const cameras = [-1, -0.5, 0, 0.5, 1].flatMap((x) => lookingAt([x, 10, 2], [[x, 4, 1.7]]))
    const found = worldFrame(applySimilarity(solutionOf(cameras, points), ASKEW))
    expect(formerUp(found)[1]).toBeGreaterThan(0.998)
    expect(Math.hypot(...toWorld(found, [0, 10.1, 2]))).toBeLessThan(0.1)
    expect(found.toWorld.scale).toBeGreaterThan(1 / 5)
    expect(found.toWorld.scale).toBeLessThan(1 / 3)
  })

  it('keeps the scene from turning about while it grows: the photo first placed stays in front', () => {
    const points = ellipsoidOnTable(1500, 1200, 2).map(({ at }) => at)
    const inFrame = provisionalFrames()
    const placed = [[12, 13, 14, 15], [5, 12, 13, 14, 15, 20], [...vase.keys()]]
    const frames = placed.map((chosen) =>
      inFrame(
        applySimilarity(
          solutionOf(
            chosen.map((i) => vase[i]),
            points,
          ),
          ASKEW,
        ),
      ),
    )
    for (const { cameras } of frames) {
      const first = cameras.find(({ file }) => file === frames[0].cameras[0].file)!
      const [x, , z] = poseOf(first).centre
      expect(Math.abs(x)).toBeLessThan(1e-5)
      expect(z).toBeGreaterThan(1)
    }
    // Should the photo be lost, another takes its place.
    const without = inFrame(applySimilarity(solutionOf(vase.slice(0, 4), points), ASKEW))
    expect(Math.abs(poseOf(without.cameras[0]).centre[0])).toBeLessThan(1e-5)
  })

  it('is not misled by a few photos held sideways', () => {
    const places = Array.from({ length: 16 }, (_, i) => {
      return [2 * Math.cos((i * Math.PI) / 8), 2 * Math.sin((i * Math.PI) / 8), 1]
    })
    const cameras = lookingAt([0, 0, 0], places).map((pose, i) => {
      if (i % 5 !== 0) return pose
      const R = pose.rotation
      return { ...pose, rotation: Float64Array.of(...R.slice(3, 6), ...R.slice(0, 3).map((v) => -v), ...R.slice(6)) }
    })
    const found = worldFrame(applySimilarity(solutionOf(cameras, []), ASKEW))
    expect(formerUp(found)[1]).toBeGreaterThan(Math.cos((1.5 * Math.PI) / 180))
  })
})
