import type { GaussianCloud, SpzModule } from '@adobe/spz'
import { StudioError } from '../../../src-shared/errors.ts'
import { type SplatCloud, shCoefficientCount } from '../../../src-shared/splat-cloud.ts'

/** Version 3 (gzip, smallest-three rotations) is what viewers read today; version 4 changed the container. */
const SPZ_VERSION = 3
/** Bits kept of degree 1 and of the degrees above, as the format's reference writer has them. */
const SH_BITS = { sh1Bits: 5, shRestBits: 4 }

let library: Promise<SpzModule> | undefined

/** The format's own library in WASM, which would print to the program's output what it reads. */
async function spzLibrary(): Promise<SpzModule> {
  library ??= import('@adobe/spz').then(({ default: create }) => {
    const silent = () => undefined
    return create({ print: silent, printErr: silent })
  })
  return library
}

/**
 * Encodes splats as SPZ: positions to 1/4096 unit, log-scales to 1/16, 8-bit colours and opacities, harmonics to 5 and
 * 4 bits. Files are in the frame RUB (x right, +y up, z towards the viewer), which is ours: nothing is turned.
 */
export async function encodeSpz(cloud: SplatCloud): Promise<Uint8Array> {
  const spz = await spzLibrary()
  const { count, shDegree, sh } = cloud
  const stride = 3 * shCoefficientCount(shDegree)
  const colors = new Float32Array(3 * count)
  const rest = new Float32Array((stride - 3) * count)
  for (let i = 0; i < count; i++) {
    colors.set(sh.subarray(i * stride, i * stride + 3), 3 * i)
    rest.set(sh.subarray(i * stride + 3, (i + 1) * stride), (stride - 3) * i)
  }
  const gaussians: GaussianCloud = {
    // Trained for viewers that make a splat fainter as they widen it to a pixel (docs/decisions/0012).
    ...{ numPoints: count, shDegree, antialiased: true, extensions: [] },
    positions: cloud.positions,
    scales: cloud.logScales,
    rotations: reorder(cloud.rotations, [1, 2, 3, 0]),
    alphas: cloud.opacityLogits,
    colors,
    sh: rest,
  }
  return spz.saveSpzToBuffer(gaussians, { version: SPZ_VERSION, from: spz.CoordinateSystem.RUB, ...SH_BITS })
}

/** Decodes an SPZ file of any version into our world frame. Throws `unsupported_format`. */
export async function decodeSpz(bytes: Uint8Array): Promise<SplatCloud> {
  const spz = await spzLibrary()
  const cloud = load(spz, bytes)
  const { numPoints: count, shDegree } = cloud ?? { numPoints: 0, shDegree: 0 }
  if (!cloud || count === 0 || (shDegree !== 0 && shDegree !== 1 && shDegree !== 2 && shDegree !== 3)) {
    const message = 'This is not an SPZ file, or it is damaged.'
    throw new StudioError('unsupported_format', message, 'Copy or export it again.')
  }
  const stride = 3 * shCoefficientCount(shDegree)
  const sh = new Float32Array(stride * count)
  for (let i = 0; i < count; i++) {
    sh.set(cloud.colors.subarray(3 * i, 3 * i + 3), stride * i)
    sh.set(cloud.sh.subarray((stride - 3) * i, (stride - 3) * (i + 1)), stride * i + 3)
  }
  return {
    count,
    shDegree,
    positions: cloud.positions.slice(),
    logScales: cloud.scales.slice(),
    rotations: reorder(cloud.rotations, [3, 0, 1, 2]),
    opacityLogits: cloud.alphas.slice(),
    sh,
  }
}

function load(spz: SpzModule, bytes: Uint8Array): GaussianCloud | null {
  try {
    return spz.loadSpzFromBuffer(bytes, { to: spz.CoordinateSystem.RUB })
  } catch {
    return null
  }
}

/** Quaternions with their components in another order: `order[j]` says which one stands at j. */
function reorder(rotations: Float32Array, order: readonly number[]): Float32Array {
  const out = new Float32Array(rotations.length)
  for (let i = 0; i < rotations.length; i += 4) for (let j = 0; j < 4; j++) out[i + j] = rotations[i + order[j]]
  return out
}
