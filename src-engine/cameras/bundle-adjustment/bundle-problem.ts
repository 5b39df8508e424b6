/**
 * A bundle adjustment as flat arrays; poses, lenses and points are refined in place.
 * C cameras, L lenses, P points, M observations. Poses and lenses as in radial-camera.ts.
 */
export interface BundleProblem {
  /** 12C. */
  readonly poses: Float64Array
  /** Pixel x y, held: 2C. */
  readonly principalPoints: Float64Array
  /** Lens of each camera: C. */
  readonly lensOf: Int32Array
  /** Focal length, k1, k2: 3L. */
  readonly lenses: Float64Array
  /** World x y z: 3P. */
  readonly points: Float64Array
  /** Point i is seen by observations starts[i] .. starts[i + 1]: P + 1. */
  readonly starts: Uint32Array
  /** Camera of each observation: M. */
  readonly observedBy: Int32Array
  /** Pixel x y of each observation: 2M. */
  readonly pixels: Float64Array
  /** One over the standard deviation of each observation in pixels: M. */
  readonly weights: Float64Array
  /** 1 where the camera's pose may move: C. */
  readonly poseFree: Uint8Array
  /** 1 where the lens parameter may move: 3L. */
  readonly lensFree: Uint8Array
  /** Expected value and one over its standard deviation of each lens parameter (0: nothing expected): 6L. */
  readonly lensPriors: Float64Array
}

/** Which unknowns the reduced camera system has: pose blocks of 6 first, then lens blocks of 3. */
export interface ReducedLayout {
  readonly size: number
  /** First row of a camera's block, -1 where its pose is held: C. */
  readonly poseAt: Int32Array
  /** First row of a lens's block, -1 where all of it is held: L. */
  readonly lensAt: Int32Array
  /** Rows that are held although their block is not (lens parameters, gauge). */
  readonly held: readonly number[]
}

/**
 * Numbers the unknowns and fixes the gauge. While fewer than two poses are held, the world frame is not determined by
 * the observations: then the pose of the first free camera is held, and of the camera farthest from it the translation
 * coordinate that a change of scale moves most.
 */
export function layOut(problem: BundleProblem): ReducedLayout {
  const { poses, poseFree, lensFree } = problem
  const cameras = poseFree.length
  const free = Uint8Array.from(poseFree)
  let anchor = free.indexOf(0)
  let heldPoses = 0
  for (const f of free) if (f === 0) heldPoses++
  if (heldPoses === 0) {
    anchor = 0
    free[0] = 0
    heldPoses = 1
  }
  const poseAt = new Int32Array(cameras).fill(-1)
  let size = 0
  for (let c = 0; c < cameras; c++) {
    if (!free[c]) continue
    poseAt[c] = size
    size += 6
  }
  const held: number[] = []
  if (heldPoses === 1) {
    let farthest = -1
    let distance = -1
    let row = 0
    for (let c = 0; c < cameras; c++) {
      if (!free[c]) continue
      const lever = scaleLever(poses, anchor, c)
      const length = Math.hypot(lever[0], lever[1], lever[2])
      if (length <= distance) continue
      distance = length
      farthest = c
      row = lever.map(Math.abs).reduce((best, v, k, all) => (v > all[best] ? k : best), 0)
    }
    if (farthest >= 0) held.push(poseAt[farthest] + 3 + row)
  }
  const lenses = lensFree.length / 3
  const lensAt = new Int32Array(lenses).fill(-1)
  for (let l = 0; l < lenses; l++) {
    if (!lensFree[3 * l] && !lensFree[3 * l + 1] && !lensFree[3 * l + 2]) continue
    lensAt[l] = size
    for (let k = 0; k < 3; k++) if (!lensFree[3 * l + k]) held.push(size + k)
    size += 3
  }
  return { size, poseAt, lensAt, held }
}

/** How camera c's translation moves when the scene grows about the centre of camera `anchor`: R_c (C_c - C_anchor). */
function scaleLever(poses: Float64Array, anchor: number, c: number): number[] {
  const a = 12 * anchor
  const b = 12 * c
  const centre = [0, 1, 2].map(
    (k) => -(poses[a + k] * poses[a + 9] + poses[a + 3 + k] * poses[a + 10] + poses[a + 6 + k] * poses[a + 11]),
  )
  return [0, 1, 2].map((k) => {
    const r = b + 3 * k
    return -(poses[r] * centre[0] + poses[r + 1] * centre[1] + poses[r + 2] * centre[2] + poses[b + 9 + k])
  })
}
