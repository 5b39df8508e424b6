import { toHalf } from './half-float.ts'

/**
 * How Spark is told to read what `packSplat` writes (`SplatMesh`/`PackedSplats` option `splatEncoding`). Spark's own
 * range of scales, e^-12 to e^9, is for scenes of any size; ours are about one unit in radius, so a narrower one halves
 * the steps: 4.8 % from one scale to the next.
 */
export const SPLAT_ENCODING = { rgbMin: 0, rgbMax: 1, lnScaleMin: -9, lnScaleMax: 3 } as const

/** 32-bit words of a splat. */
export const WORDS_PER_SPLAT = 4

/** Spark's textures are rows of so many splats, and it draws none of a row that is not whole. */
const ROW = 2048
const LAYER = ROW * ROW

const SCALE_STEPS = 254 / (SPLAT_ENCODING.lnScaleMax - SPLAT_ENCODING.lnScaleMin)

/** How many splats an array must have room for so that `count` of them fit into a texture of Spark's. */
export function packedCapacity(count: number): number {
  if (count > LAYER) return Math.ceil(count / LAYER) * LAYER
  return Math.max(1, Math.ceil(count / ROW)) * ROW
}

/**
 * Writes a splat as Spark's 16 bytes: RGBA 8 bits each; centre as three halves; scales as 8-bit logarithms; rotation as
 * axis (octahedron, 2 x 8 bits) and angle (8 bits). For drawing only. Allocates nothing.
 *
 * Position in world units, scales the standard deviations (linear, world units), rotation w x y z of any length above
 * zero, opacity and colour (display sRGB) 0 to 1, clamped.
 */
export function packSplat(
  into: Uint32Array,
  index: number,
  x: number,
  y: number,
  z: number,
  scaleX: number,
  scaleY: number,
  scaleZ: number,
  qw: number,
  qx: number,
  qy: number,
  qz: number,
  opacity: number,
  red: number,
  green: number,
  blue: number,
): void {
  const at = WORDS_PER_SPLAT * index
  const rotation = packRotation(qw, qx, qy, qz)
  into[at] = toByte(red) | (toByte(green) << 8) | (toByte(blue) << 16) | (toByte(opacity) << 24)
  into[at + 1] = toHalf(x) | (toHalf(y) << 16)
  into[at + 2] = toHalf(z) | ((rotation & 0xffff) << 16)
  into[at + 3] = packScale(scaleX) | (packScale(scaleY) << 8) | (packScale(scaleZ) << 16) | ((rotation >>> 16) << 24)
}

function toByte(value: number): number {
  return Math.round(255 * Math.min(Math.max(value, 0), 1))
}

/** 1 to 255; Spark keeps 0 for discs without thickness. */
function packScale(scale: number): number {
  const step = Math.round((Math.log(scale) - SPLAT_ENCODING.lnScaleMin) * SCALE_STEPS) + 1
  return Math.min(Math.max(step, 1), 255)
}

/** 24 bits: u, v of the axis on an octahedron folded flat, and the angle 0 to pi. */
function packRotation(qw: number, qx: number, qy: number, qz: number): number {
  const length = Math.hypot(qw, qx, qy, qz)
  const sign = qw < 0 ? -1 / length : 1 / length
  const angle = 2 * Math.acos(Math.min(qw * sign, 1))
  const sum = Math.abs(qx) + Math.abs(qy) + Math.abs(qz)
  if (sum === 0) return 0x7f7f
  let u = (qx * Math.sign(sign)) / sum
  let v = (qy * Math.sign(sign)) / sum
  if (qz * sign < 0) {
    const unfolded = u
    u = (1 - Math.abs(v)) * (u >= 0 ? 1 : -1)
    v = (1 - Math.abs(unfolded)) * (v >= 0 ? 1 : -1)
  }
  return (
    Math.round(127.5 * u + 127.5) | (Math.round(127.5 * v + 127.5) << 8) | (Math.round((255 / Math.PI) * angle) << 16)
  )
}
