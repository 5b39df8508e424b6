import { composeEssential, type RelativePose } from '../../src-engine/cameras/two-view/decompose-essential.ts'
import { seededRandom } from '../../src-engine/math/random.ts'

export interface TwoViewScene {
  /** 2N normalised image coordinates in either view. */
  readonly x1: Float64Array
  readonly x2: Float64Array
  readonly pose: RelativePose
  /** [t]x R with |t| = 1. */
  readonly essential: Float64Array
}

/** Rotation by a vector in radians (Rodrigues), 3x3 row-major. */
export function rotationOf(x: number, y: number, z: number): Float64Array {
  const angle = Math.hypot(x, y, z) || 1e-300
  const [a, b, c] = [x / angle, y / angle, z / angle]
  const s = Math.sin(angle)
  const k = 1 - Math.cos(angle)
  return Float64Array.of(
    ...[1 - k * (b * b + c * c), k * a * b - s * c, k * a * c + s * b],
    ...[k * a * b + s * c, 1 - k * (a * a + c * c), k * b * c - s * a],
    ...[k * a * c - s * b, k * b * c + s * a, 1 - k * (a * a + b * b)],
  )
}

/**
 * Points in front of two cameras about one unit apart, seen exactly. `planar` puts all of them on one plane;
 * `baseline` 0 turns the second camera in place (its `pose.t` is then meaningless).
 */
export function twoViewScene(
  count: number,
  seed: number,
  { planar = false, baseline = 1 }: { planar?: boolean; baseline?: number } = {},
): TwoViewScene {
  const random = seededRandom(seed)
  const spread = () => random() - 0.5
  const R = rotationOf(spread() * 0.6, spread() * 0.6, spread() * 0.6)
  const direction = [spread() + 0.8, spread(), spread()]
  const length = Math.hypot(...direction)
  const t = Float64Array.from(direction, (value) => value / length)
  const x1 = new Float64Array(2 * count)
  const x2 = new Float64Array(2 * count)
  for (let i = 0; i < count; i++) {
    const [u, v] = [spread() * 1.2, spread() * 1.2]
    const depth = planar ? 5 / (1 + 0.3 * u - 0.2 * v) : 3 + 4 * random()
    const X = [u * depth, v * depth, depth]
    const Y = [0, 1, 2].map((r) => R[3 * r] * X[0] + R[3 * r + 1] * X[1] + R[3 * r + 2] * X[2] + baseline * t[r])
    x1.set([u, v], 2 * i)
    x2.set([Y[0] / Y[2], Y[1] / Y[2]], 2 * i)
  }
  return { x1, x2, pose: { R, t }, essential: composeEssential({ R, t }) }
}
