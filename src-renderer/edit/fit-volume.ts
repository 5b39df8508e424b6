import type { Volume } from '../../src-shared/edits.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'

type Box = Extract<Volume, { kind: 'box' }>

/** Few enough to sort at once, enough that a percentile is a percentile. */
const SAMPLES = 40_000
/** Share of the splats that may lie outside on each side: floaters do not make the box. */
const OUTSIDE = 0.01
/** Added around, as a share of the size: handles should not lie on the object. */
const MARGIN = 0.06
const SOLID_FROM_LOGIT = Math.log(0.3 / 0.7)
/** The object is about one unit in radius around the origin; what lies farther away is a table, a room, a backdrop. */
const OBJECT_REACH = 1.25

/**
 * The box, along the axes of the splats' frame, around the object: around nearly all solid splats that `visible` (N)
 * marks and that lie where the object does; where none does, around nearly all others. Of one unit where there are none.
 */
export function fitBox(cloud: SplatCloud, visible: Uint8Array): Box {
  const { count, positions, opacityLogits } = cloud
  const all: number[] = []
  const near: number[] = []
  for (let i = 0; i < count; i++) {
    if (!visible[i] || opacityLogits[i] < SOLID_FROM_LOGIT) continue
    all.push(i)
    if (Math.hypot(positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) <= OBJECT_REACH) near.push(i)
  }
  return boxAround(positions, near.length > 0 ? near : all)
}

function boxAround(positions: Float32Array, solid: readonly number[]): Box {
  if (solid.length === 0) return { kind: 'box', centre: [0, 0, 0], half: [1, 1, 1], rotation: [1, 0, 0, 0] }
  const samples = Math.min(solid.length, SAMPLES)
  const [x, y, z] = [0, 1, 2].map((axis) => {
    const values = Float64Array.from(
      { length: samples },
      (_, s) => positions[3 * solid[Math.floor((s * solid.length) / samples)] + axis],
    ).sort()
    const low = values[Math.floor(OUTSIDE * (samples - 1))]
    const high = values[Math.ceil((1 - OUTSIDE) * (samples - 1))]
    return { centre: (low + high) / 2, half: Math.max(((high - low) / 2) * (1 + MARGIN), 1e-4) }
  })
  return {
    kind: 'box',
    centre: [x.centre, y.centre, z.centre],
    half: [x.half, y.half, z.half],
    rotation: [1, 0, 0, 0],
  }
}

/** The same place and about the same size in the other form. */
export function volumeOfKind(volume: Volume, kind: Volume['kind']): Volume {
  if (volume.kind === kind) return volume
  const { centre } = volume
  if (volume.kind === 'sphere') {
    return { kind: 'box', centre, half: [volume.radius, volume.radius, volume.radius], rotation: [1, 0, 0, 0] }
  }
  return { kind: 'sphere', centre, radius: Math.max(...volume.half) }
}
