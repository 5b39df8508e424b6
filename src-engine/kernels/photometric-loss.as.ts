// AssemblyScript, compiled by scripts/build-kernels.mjs. memory: shared
// The row loops of training/cpu/photometric-loss.ts, four pixels at a time. Planes are `plane` bytes apart, rows `pitch`
// bytes, a multiple of 64; pixels from `width` to the end of a row are 0 in `color` and `target`.

const C1: f32 = 0.0001
const C2: f32 = 0.0009
const RADIUS: i32 = 5
/** Free bytes left of a scratch line: the window's reach, rounded up to a whole vector. */
const MARGIN: usize = 32

/** Adds the 11-tap window along a scratch line that starts (pixel 0) at `line`, at byte `x`. */
function window(line: usize, x: usize, taps: usize): v128 {
  const middle = line + x
  let sum = f32x4.mul(v128.load32_splat(taps, 20), v128.load(middle))
  sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(taps, 16), f32x4.add(v128.load(middle - 4), v128.load(middle, 4))))
  sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(taps, 12), f32x4.add(v128.load(middle - 8), v128.load(middle, 8))))
  sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(taps, 8), f32x4.add(v128.load(middle - 12), v128.load(middle, 12))))
  sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(taps, 4), f32x4.add(v128.load(middle - 16), v128.load(middle, 16))))
  return f32x4.add(sum, f32x4.mul(v128.load32_splat(taps), f32x4.add(v128.load(middle - 20), v128.load(middle, 20))))
}

function sumLanes(v: v128): f64 {
  return (
    <f64>f32x4.extract_lane(v, 0) +
    <f64>f32x4.extract_lane(v, 1) +
    (<f64>f32x4.extract_lane(v, 2) + <f64>f32x4.extract_lane(v, 3))
  )
}

/** As `lossRow`. `scratch`: 5 lines of `pitch` + 64 bytes. `taps`: the 11 weights. `sums`: three doubles of this row. */
export function lossRow(
  color: usize,
  target: usize,
  maps: usize,
  sums: usize,
  scratch: usize,
  taps: usize,
  width: i32,
  height: i32,
  y: i32,
  pitch: usize,
  plane: usize,
): void {
  const first = max(0, y - RADIUS)
  const last = min(height - 1, y + RADIUS)
  const line = pitch + 2 * MARGIN
  const start = scratch + MARGIN
  memory.fill(scratch, 0, 5 * line)
  const c1 = f32x4.splat(C1)
  const c2 = f32x4.splat(C2)
  const two = f32x4.splat(2)
  const one = f32x4.splat(1)
  let absolute: f64 = 0
  let structure: f64 = 0
  let squared: f64 = 0
  for (let channel: usize = 0; channel < 3; channel++) {
    const base = channel * plane
    for (let x: usize = 0; x < pitch; x += 16) {
      let mx = f32x4.splat(0)
      let my = f32x4.splat(0)
      let mxx = f32x4.splat(0)
      let myy = f32x4.splat(0)
      let mxy = f32x4.splat(0)
      for (let row = first; row <= last; row++) {
        const weight = v128.load32_splat(taps + ((<usize>(row - y + RADIUS)) << 2))
        const at = base + <usize>row * pitch + x
        const a = v128.load(color + at)
        const b = v128.load(target + at)
        const wa = f32x4.mul(weight, a)
        const wb = f32x4.mul(weight, b)
        mx = f32x4.add(mx, wa)
        my = f32x4.add(my, wb)
        mxx = f32x4.add(mxx, f32x4.mul(wa, a))
        mxy = f32x4.add(mxy, f32x4.mul(wa, b))
        myy = f32x4.add(myy, f32x4.mul(wb, b))
      }
      v128.store(start + x, mx)
      v128.store(start + line + x, my)
      v128.store(start + 2 * line + x, mxx)
      v128.store(start + 3 * line + x, myy)
      v128.store(start + 4 * line + x, mxy)
    }
    let absoluteRow = f32x4.splat(0)
    let structureRow = f32x4.splat(0)
    let squaredRow = f32x4.splat(0)
    const lanes = i32x4(0, 1, 2, 3)
    for (let x: usize = 0; x < pitch; x += 16) {
      const inside = i32x4.lt_s(i32x4.add(lanes, i32x4.splat(<i32>(x >> 2))), i32x4.splat(width))
      const mx = window(start, x, taps)
      const my = window(start + line, x, taps)
      const mxx = window(start + 2 * line, x, taps)
      const myy = window(start + 3 * line, x, taps)
      const mxy = window(start + 4 * line, x, taps)
      const product = f32x4.mul(mx, my)
      const squareX = f32x4.mul(mx, mx)
      const squareY = f32x4.mul(my, my)
      const a1 = f32x4.add(f32x4.mul(two, product), c1)
      const a2 = f32x4.add(f32x4.mul(two, f32x4.sub(mxy, product)), c2)
      const b1 = f32x4.add(f32x4.add(squareX, squareY), c1)
      const b2 = f32x4.add(f32x4.add(f32x4.sub(mxx, squareX), f32x4.sub(myy, squareY)), c2)
      const under1 = f32x4.div(one, b1)
      const under2 = f32x4.div(one, b2)
      const under = f32x4.mul(under1, under2)
      const similarity = f32x4.mul(f32x4.mul(a1, a2), under)
      const byMean = f32x4.mul(
        two,
        f32x4.add(
          f32x4.mul(f32x4.mul(my, f32x4.sub(a2, a1)), under),
          f32x4.mul(f32x4.mul(mx, similarity), f32x4.sub(under2, under1)),
        ),
      )
      const at = <usize>y * pitch + x
      const map = maps + 3 * base + at
      v128.store(map, v128.and(byMean, inside))
      v128.store(map + plane, v128.and(f32x4.neg(f32x4.mul(similarity, under2)), inside))
      v128.store(map + 2 * plane, v128.and(f32x4.mul(two, f32x4.mul(a1, under)), inside))
      const difference = f32x4.sub(v128.load(color + base + at), v128.load(target + base + at))
      absoluteRow = f32x4.add(absoluteRow, f32x4.abs(difference))
      structureRow = f32x4.add(structureRow, v128.and(similarity, inside))
      squaredRow = f32x4.add(squaredRow, f32x4.mul(difference, difference))
    }
    absolute += sumLanes(absoluteRow)
    structure += sumLanes(structureRow)
    squared += sumLanes(squaredRow)
  }
  store<f64>(sums, absolute)
  store<f64>(sums, structure, 8)
  store<f64>(sums, squared, 16)
}

/** As `lossGradientRow`. `absoluteShare` and `ssimShare` carry the 1 / (3 width height) already. */
export function lossGradientRow(
  color: usize,
  target: usize,
  maps: usize,
  gradient: usize,
  scratch: usize,
  taps: usize,
  height: i32,
  y: i32,
  pitch: usize,
  plane: usize,
  absoluteShare: f32,
  ssimShare: f32,
): void {
  const first = max(0, y - RADIUS)
  const last = min(height - 1, y + RADIUS)
  const line = pitch + 2 * MARGIN
  const start = scratch + MARGIN
  memory.fill(scratch, 0, 3 * line)
  const zero = f32x4.splat(0)
  const sign = i32x4.splat(0x80000000)
  const share = f32x4.splat(absoluteShare)
  const structureShare = f32x4.splat(ssimShare)
  for (let channel: usize = 0; channel < 3; channel++) {
    const base = channel * plane
    for (let x: usize = 0; x < pitch; x += 16) {
      let byMean = zero
      let bySquare = zero
      let byProduct = zero
      for (let row = first; row <= last; row++) {
        const weight = v128.load32_splat(taps + ((<usize>(row - y + RADIUS)) << 2))
        const map = maps + 3 * base + <usize>row * pitch + x
        byMean = f32x4.add(byMean, f32x4.mul(weight, v128.load(map)))
        bySquare = f32x4.add(bySquare, f32x4.mul(weight, v128.load(map + plane)))
        byProduct = f32x4.add(byProduct, f32x4.mul(weight, v128.load(map + 2 * plane)))
      }
      v128.store(start + x, byMean)
      v128.store(start + line + x, bySquare)
      v128.store(start + 2 * line + x, byProduct)
    }
    for (let x: usize = 0; x < pitch; x += 16) {
      const at = base + <usize>y * pitch + x
      const a = v128.load(color + at)
      const b = v128.load(target + at)
      const slope = f32x4.add(
        window(start, x, taps),
        f32x4.add(
          f32x4.mul(f32x4.add(a, a), window(start + line, x, taps)),
          f32x4.mul(b, window(start + 2 * line, x, taps)),
        ),
      )
      const difference = f32x4.sub(a, b)
      // The sign of the difference times the share; 0 where they are equal.
      const absolute = v128.and(v128.or(share, v128.and(difference, sign)), f32x4.ne(difference, zero))
      v128.store(gradient + at, f32x4.sub(absolute, f32x4.mul(structureShare, slope)))
    }
  }
}

/** A row of a photo (RGB bytes at `photo`) to the three planes of `target` at 0..1; black beyond the right border. */
export function unpackRow(photo: usize, target: usize, width: i32, pitch: usize, plane: usize): void {
  const scale: f32 = 1.0 / 255.0
  const end = target + ((<usize>width) << 2)
  const padding = pitch - ((<usize>width) << 2)
  memory.fill(end, 0, padding)
  memory.fill(end + plane, 0, padding)
  memory.fill(end + 2 * plane, 0, padding)
  for (; target < end; target += 4) {
    store<f32>(target, <f32>load<u8>(photo) * scale)
    store<f32>(target + plane, <f32>load<u8>(photo, 1) * scale)
    store<f32>(target + 2 * plane, <f32>load<u8>(photo, 2) * scale)
    photo += 3
  }
}
