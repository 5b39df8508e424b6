import type { Transform } from '../../src-shared/edits.ts'
import { rotationMatrix } from '../../src-shared/quaternion.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import { insideTest } from '../../src-shared/volume.ts'
import { fitBox } from './fit-volume.ts'

/** Share of the solid splats that may lie lower: a few strays do not make the floor. */
const BELOW = 0.005
const SAMPLES = 100_000
const SOLID_FROM_LOGIT = Math.log(0.3 / 0.7)

/** Where the object stands after the transform: y of its lowest solid splats, world units. 0 where there are none. */
export function floorHeight(
  cloud: SplatCloud,
  visible: Uint8Array,
  { translation, rotation, scale }: Transform,
): number {
  const { count, positions, opacityLogits } = cloud
  const ofObject = insideTest(fitBox(cloud, visible))
  const row = rotationMatrix(rotation).slice(3, 6)
  const step = Math.max(1, Math.floor(count / SAMPLES))
  const heights: number[] = []
  for (let i = 0; i < count; i += step) {
    if (!visible[i] || opacityLogits[i] < SOLID_FROM_LOGIT) continue
    const [x, y, z] = [positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]]
    if (ofObject(x, y, z)) heights.push(scale * (row[0] * x + row[1] * y + row[2] * z) + translation[1])
  }
  const sorted = Float64Array.from(heights).sort()
  return sorted.length === 0 ? 0 : sorted[Math.floor(BELOW * (sorted.length - 1))]
}
