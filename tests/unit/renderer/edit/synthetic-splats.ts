import { seededRandom } from '../../../../src-engine/math/random.ts'
import type { SplatCloud } from '../../../../src-shared/splat-cloud.ts'

/** A splat of a test: position, and what differs from a small solid grey disc. */
export interface TestSplat {
  readonly at: readonly [number, number, number]
  readonly scales?: readonly [number, number, number]
  readonly opacity?: number
  readonly colour?: readonly [number, number, number]
}

const DISC = [0.02, 0.02, 0.004] as const

export function cloudOf(splats: readonly TestSplat[]): SplatCloud {
  const flat = (values: (splat: TestSplat) => readonly number[]) => Float32Array.from(splats.flatMap(values))
  return {
    count: splats.length,
    shDegree: 0,
    positions: flat(({ at }) => at),
    logScales: flat(({ scales }) => (scales ?? DISC).map(Math.log)),
    rotations: flat(() => [1, 0, 0, 0]),
    opacityLogits: flat(({ opacity = 0.95 }) => [Math.log(opacity / (1 - opacity))]),
    sh: flat(({ colour = [0, 0, 0] }) => colour),
  }
}

/** Splats spread evenly over a sphere's surface. */
export function sphereSplats(count: number, radius = 1, seed = 1): TestSplat[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => {
    const z = 2 * random() - 1
    const angle = 2 * Math.PI * random()
    const r = Math.sqrt(1 - z * z)
    return { at: [radius * r * Math.cos(angle), radius * r * Math.sin(angle), radius * z] as const }
  })
}
