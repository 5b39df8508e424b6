import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import type { Similarity } from '../cameras/types.ts'
import { moveCloud } from '../edits/move-cloud.ts'
import { quaternionOf } from '../math/rotation.ts'
import { halfTurnAboutX } from './formats/half-turn.ts'

/**
 * Splats that belong to imported cameras, as they were read, in the world the cameras were taken to. What was read has
 * been turned about x for files whose y is down; programs that train in the world of a camera file write their splats
 * just as they lie there, so that turn is undone first. `toWorld` is the importer's similarity.
 */
export function placeSplats(cloud: SplatCloud, { scale, rotation, translation }: Similarity): SplatCloud {
  const [x, y, z] = translation
  const [a, b, c, d] = quaternionOf(rotation)
  return moveCloud(halfTurnAboutX(cloud), { scale, rotation: [a, b, c, d], translation: [x, y, z] })
}
