import { multiply3, transpose3 } from '../../math/rotation.ts'
import type { CameraSolution, Similarity } from '../types.ts'

/**
 * The solution in another frame, x' = scale * R x + t: cameras and points moved, pixels as they were (cameras see the
 * scaled scene from scaled distances). `toWorld` of the result is the given similarity after the one there was.
 */
export function applySimilarity(solution: CameraSolution, similarity: Similarity): CameraSolution {
  const { scale, rotation: R, translation: t } = similarity
  const back = transpose3(R)
  const { positions } = solution.points
  const moved = new Float64Array(positions.length)
  for (let i = 0; i < positions.length; i += 3) {
    const p = transform(similarity, [positions[i], positions[i + 1], positions[i + 2]])
    moved.set(p, i)
  }
  const cameras = solution.cameras.map((camera) => {
    const m = camera.worldToCamera
    const turned = multiply3([m[0], m[1], m[2], m[4], m[5], m[6], m[8], m[9], m[10]], back, new Float64Array(9))
    const row = (r: number) => {
      const [x, y, z] = turned.subarray(3 * r, 3 * r + 3)
      return [x, y, z, scale * m[4 * r + 3] - (x * t[0] + y * t[1] + z * t[2])]
    }
    return { ...camera, worldToCamera: [...row(0), ...row(1), ...row(2), 0, 0, 0, 1] }
  })
  const before = solution.toWorld
  return {
    ...solution,
    cameras,
    points: { ...solution.points, positions: moved },
    toWorld: {
      scale: scale * before.scale,
      rotation: Array.from(multiply3(R, before.rotation, new Float64Array(9))),
      translation: transform(similarity, before.translation),
    },
  }
}

function transform({ scale, rotation: R, translation: t }: Similarity, p: readonly number[]): number[] {
  return [0, 1, 2].map((r) => scale * (R[3 * r] * p[0] + R[3 * r + 1] * p[1] + R[3 * r + 2] * p[2]) + t[r])
}
