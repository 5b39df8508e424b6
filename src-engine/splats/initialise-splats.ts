import type { Camera } from '../../src-shared/camera.ts'
import { SH_C0, type SplatCloud, shCoefficientCount } from '../../src-shared/splat-cloud.ts'
import type { SparsePoints } from '../cameras/types.ts'
import { seededNormal, seededRandom } from '../math/random.ts'
import { backdropPoints } from './backdrop.ts'
import { meanNeighbourDistance } from './nearest-neighbours.ts'

export interface InitialiseOptions {
  readonly shDegree: SplatCloud['shDegree']
  /** Most splats that training may have: at most half of them are spent here. */
  readonly budget: number
  readonly seed: number
  /** Where the photos were taken: says where a backdrop can be seen. */
  readonly cameras: readonly Camera[]
}

/** Opacity of a new splat: low enough that those behind it get gradients too. As in the 3DGS reference. */
const FIRST_OPACITY = 0.5
/**
 * Bounds of a first size, in medians of all: twin points must not vanish, and a lone outlier must not become a cloud in
 * front of everything, which takes hundreds of steps to clear (measured on vase: 26.2 dB at 1.5, 22.8 dB at 10).
 */
const SMALLEST = 0.05
const LARGEST = 1.5
/** Below this many, each point gets seeded companions around it. */
const FEWEST_POINTS = 1000
/** The backdrop may be this share of the budget. */
const BACKDROP_SHARE = 0.05

/**
 * The splats that training starts from: one a sparse point, round, as large as the mean distance to its three nearest
 * neighbours, plus a far shell of splats for whatever lies behind the scene (sky, walls without features).
 * World frame and units are those of the points.
 */
export function initialiseSplats(points: SparsePoints, options: InitialiseOptions): SplatCloud {
  const random = seededRandom(options.seed)
  const chosen = choosePoints(points, options.budget >> 1, random)
  const near = withCompanions(points, chosen, Math.min(FEWEST_POINTS, options.budget >> 1), random)
  const far = backdropPoints(near.positions, near.colors, options.cameras, Math.floor(options.budget * BACKDROP_SHARE))
  const distances = meanNeighbourDistance(near.positions, 3)
  const typical = median(distances) || 0.01

  const nearCount = distances.length
  const count = nearCount + far.sizes.length
  const stride = 3 * shCoefficientCount(options.shDegree)
  const positions = new Float32Array(3 * count)
  const logScales = new Float32Array(3 * count)
  const rotations = new Float32Array(4 * count)
  const opacityLogits = new Float32Array(count).fill(Math.log(FIRST_OPACITY / (1 - FIRST_OPACITY)))
  const sh = new Float32Array(stride * count)
  positions.set(near.positions)
  positions.set(far.positions, 3 * nearCount)
  for (let i = 0; i < count; i++) {
    const isNear = i < nearCount
    const size = isNear
      ? Math.min(Math.max(distances[i], SMALLEST * typical), LARGEST * typical)
      : far.sizes[i - nearCount]
    logScales.fill(Math.log(size), 3 * i, 3 * i + 3)
    rotations[4 * i] = 1
    const colors = isNear ? near.colors : far.colors
    const c = 3 * (isNear ? i : i - nearCount)
    for (let k = 0; k < 3; k++) sh[stride * i + k] = (colors[c + k] / 255 - 0.5) / SH_C0
  }
  return { count, shDegree: options.shDegree, positions, logScales, rotations, opacityLogits, sh }
}

/** All points, or a seeded choice of `most`. */
function choosePoints(points: SparsePoints, most: number, random: () => number): Uint32Array {
  const all = Uint32Array.from({ length: points.count }, (_, i) => i)
  if (points.count <= most) return all
  for (let i = 0; i < most; i++) {
    const j = i + Math.floor(random() * (points.count - i))
    const swap = all[i]
    all[i] = all[j]
    all[j] = swap
  }
  return all.slice(0, most).sort()
}

/** Few points leave holes: then each gets companions of its colour, scattered as far as its neighbours are. */
function withCompanions(points: SparsePoints, chosen: Uint32Array, wanted: number, random: () => number) {
  const copies = chosen.length === 0 ? 0 : Math.max(1, Math.ceil(wanted / chosen.length))
  const positions = new Float64Array(3 * chosen.length * copies)
  const colors = new Uint8Array(positions.length)
  chosen.forEach((point, i) => {
    for (let copy = 0; copy < copies; copy++) {
      positions.set(points.positions.subarray(3 * point, 3 * point + 3), 3 * (copy * chosen.length + i))
      colors.set(points.colors.subarray(3 * point, 3 * point + 3), 3 * (copy * chosen.length + i))
    }
  })
  if (copies > 1) {
    const normal = seededNormal(random)
    const reach = meanNeighbourDistance(positions.slice(0, 3 * chosen.length), 3)
    for (let i = chosen.length; i < positions.length / 3; i++) {
      for (let k = 0; k < 3; k++) positions[3 * i + k] += 0.5 * reach[i % chosen.length] * normal()
    }
  }
  return { positions, colors }
}

function median(values: Float64Array): number {
  return values.length === 0 ? 0 : values.slice().sort()[values.length >> 1]
}
