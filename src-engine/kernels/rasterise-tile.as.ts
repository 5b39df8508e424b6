// AssemblyScript, compiled by scripts/build-kernels.mjs. memory: shared
// The pixel loops of training/cpu/rasterise-tile.ts, four columns of a tile at a time; the same records, planes and slots.
//
// Down a column of pixels a Gaussian needs no exponential: with e its value, s the ratio to the next row and q the ratio
// of two ratios (a constant of the splat), e' = e s and s' = s q. So each group of four columns starts with two
// exponentials and goes down the rows that the cut ellipse reaches there.
import { exp2, LOG2E, madd, nmadd, sumsOfLanes } from './vector-math.as'

const ALPHA_CUT: f32 = 1.0 / 255.0
const ALPHA_MAX: f32 = 0.99
const TRANSMITTANCE_STOP: f32 = 1e-4
/** Bytes of a projected record, of a tile's row, of a tile's plane, of a gradient slot. */
const RECORD: usize = 64
const ROW: usize = 64
const PLANE: usize = 1024
const SLOT: usize = 48
/** Behind the eight planes of a tile's memory: first and last row of each group of columns, 4 + 4 int32. */
const REACH: usize = 8 * PLANE
/** Entries between two looks whether the tile is full. */
const LOOK_EVERY: i32 = 8

/** Whether any pixel of the tile still lets light through. */
function isOpen(tile: usize): bool {
  const stop = f32x4.splat(TRANSMITTANCE_STOP)
  for (let p: usize = 0; p < PLANE; p += 64) {
    const most = f32x4.pmax(
      f32x4.pmax(v128.load(tile + p), v128.load(tile + p, 16)),
      f32x4.pmax(v128.load(tile + p, 32), v128.load(tile + p, 48)),
    )
    if (v128.any_true(f32x4.ge(most, stop))) return true
  }
  return false
}

/** Light 1 inside the image, 0 beyond its right and lower border. */
function openPixels(tile: usize, columns: i32, rows: i32): void {
  memory.fill(tile, 0, PLANE)
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) store<f32>(tile + ((<usize>(16 * y + x)) << 2), 1.0)
  }
}

/**
 * The rows (before cutting them to the tile) that the cut ellipse of the record at `o` reaches in each group of four
 * columns, written to REACH; none where it does not reach the group. Exact: an ellipse is convex, so its reach in a band
 * is at its extreme point or at the border of the band next to it.
 */
// @ts-expect-error: decorator
@inline
function findReach(o: usize, u: f32, v: f32, a: f32, b: f32, c: f32, tile: usize): void {
  const cut = load<f32>(o, 40)
  const extentX = load<f32>(o, 44)
  const left = f32x4.sub(f32x4(0, 4, 8, 12), f32x4.splat(u))
  const right = f32x4.add(left, f32x4.splat(3))
  const extreme: f32 = (-b / a) * load<f32>(o, 48)
  const low = f32x4.pmin(right, f32x4.pmax(left, f32x4.splat(extreme)))
  const high = f32x4.pmin(right, f32x4.pmax(left, f32x4.splat(-extreme)))
  const inverse = f32x4.splat(<f32>1.0 / c)
  const radius = f32x4.splat(c * cut)
  const determinant = v128.load32_splat(o, 60)
  const zero = f32x4.splat(0)
  const slant = f32x4.splat(b)
  const down = f32x4.sqrt(f32x4.pmax(zero, nmadd(determinant, f32x4.mul(low, low), radius)))
  const up = f32x4.sqrt(f32x4.pmax(zero, nmadd(determinant, f32x4.mul(high, high), radius)))
  const lowest = f32x4.mul(nmadd(slant, low, down), inverse)
  const highest = f32x4.mul(f32x4.sub(f32x4.neg(f32x4.mul(slant, high)), up), inverse)
  const middle = f32x4.splat(v)
  const first = i32x4.trunc_sat_f32x4_s(f32x4.ceil(f32x4.add(middle, highest)))
  const last = i32x4.trunc_sat_f32x4_s(f32x4.floor(f32x4.add(middle, lowest)))
  const reached = v128.and(f32x4.ge(right, f32x4.splat(-extentX)), f32x4.le(left, f32x4.splat(extentX)))
  v128.store(tile, first, REACH)
  v128.store(tile, v128.bitselect(last, i32x4.splat(-1), reached), REACH + 16)
}

// @ts-expect-error: decorator
@inline
function draw(
  withDepth: bool,
  projected: usize,
  tileSplats: usize,
  start: i32,
  end: i32,
  tileX: f32,
  tileY: f32,
  columns: i32,
  rows: i32,
  tile: usize,
): i32 {
  memory.fill(tile + PLANE, 0, 5 * PLANE)
  openPixels(tile, columns, rows)
  const cut = f32x4.splat(ALPHA_CUT)
  const most = f32x4.splat(ALPHA_MAX)
  const stop = f32x4.splat(TRANSMITTANCE_STOP)
  const half = f32x4.splat(0.5)
  const groups = (columns + 3) >> 2
  for (let entry = start; entry < end; entry++) {
    if ((entry - start) % LOOK_EVERY === 0 && !isOpen(tile)) return entry
    const o = projected + <usize>load<u32>(tileSplats + ((<usize>entry) << 2)) * RECORD
    const u = load<f32>(o, 0) - tileX - 0.5
    const v = load<f32>(o, 4) - tileY - 0.5
    const a = load<f32>(o, 8)
    const b = load<f32>(o, 12)
    const c = load<f32>(o, 16)
    const opacity = v128.load32_splat(o, 20)
    const red = v128.load32_splat(o, 24)
    const green = v128.load32_splat(o, 28)
    const blue = v128.load32_splat(o, 32)
    findReach(o, u, v, a, b, c, tile)
    const q = exp2(f32x4.splat(-LOG2E * c))
    for (let g = 0; g < groups; g++) {
      const reach = tile + ((<usize>g) << 2)
      const first = max(0, load<i32>(reach, REACH))
      const last = min(rows - 1, load<i32>(reach, REACH + 16))
      if (first > last) continue
      const dy = <f32>first - v
      const firstX = g << 2
      const dx = f32x4.add(f32x4(0, 1, 2, 3), f32x4.splat(<f32>firstX - u))
      const bend = madd(f32x4.splat(<f32>-0.5 * LOG2E * a), dx, f32x4.splat(-LOG2E * b * dy))
      let e = f32x4.mul(opacity, exp2(madd(dx, bend, f32x4.splat(<f32>-0.5 * LOG2E * c * dy * dy))))
      let s = exp2(madd(f32x4.splat(-LOG2E * b), dx, f32x4.splat(-LOG2E * c * (dy + <f32>0.5))))
      let here = madd(
        v128.load32_splat(o, 52),
        dx,
        f32x4.splat(load<f32>(o, 36) + load<f32>(o, 56) * dy),
      )
      let p = tile + ((<usize>g) << 4) + <usize>first * ROW
      const after = tile + ((<usize>g) << 4) + <usize>(last + 1) * ROW
      do {
        const light = v128.load(p)
        const drawn = v128.and(f32x4.ge(e, cut), f32x4.ge(light, stop))
        const weight = f32x4.mul(v128.and(f32x4.pmin(most, e), drawn), light)
        const left = f32x4.sub(light, weight)
        v128.store(p, left)
        v128.store(p, madd(weight, red, v128.load(p, PLANE)), PLANE)
        v128.store(p, madd(weight, green, v128.load(p, 2 * PLANE)), 2 * PLANE)
        v128.store(p, madd(weight, blue, v128.load(p, 3 * PLANE)), 3 * PLANE)
        if (withDepth) {
          v128.store(p, madd(weight, here, v128.load(p, 4 * PLANE)), 4 * PLANE)
          const passes = v128.and(f32x4.gt(light, half), f32x4.le(left, half))
          v128.store(p, v128.bitselect(here, v128.load(p, 5 * PLANE), passes), 5 * PLANE)
          here = f32x4.add(here, v128.load32_splat(o, 56))
        }
        e = f32x4.mul(e, s)
        s = f32x4.mul(s, q)
        p += ROW
      } while (p < after)
    }
  }
  return end
}

/** As `rasteriseTile` without depth; planes of `tile`: light, red, green, blue. Returns the end of the entries drawn. */
export function drawColor(
  projected: usize,
  tileSplats: usize,
  start: i32,
  end: i32,
  tileX: f32,
  tileY: f32,
  columns: i32,
  rows: i32,
  tile: usize,
): i32 {
  return draw(false, projected, tileSplats, start, end, tileX, tileY, columns, rows, tile)
}

/** As `rasteriseTile` with depth; planes of `tile`: light, red, green, blue, weighted depth, median depth. */
export function drawDepth(
  projected: usize,
  tileSplats: usize,
  start: i32,
  end: i32,
  tileX: f32,
  tileY: f32,
  columns: i32,
  rows: i32,
  tile: usize,
): i32 {
  return draw(true, projected, tileSplats, start, end, tileX, tileY, columns, rows, tile)
}

/**
 * As `rasteriseTileBackward`. Planes of `tile`: light (filled here), then rest (filled here), then the final colour and
 * the loss gradient by it, three planes each. Without `withSteepness` the slot's last sum stays 0.
 */
// @ts-expect-error: decorator
@inline
function drawBack(
  withSteepness: bool,
  projected: usize,
  tileSplats: usize,
  tileSlots: usize,
  start: i32,
  drawn: i32,
  end: i32,
  tileX: f32,
  tileY: f32,
  columns: i32,
  rows: i32,
  tile: usize,
  slots: usize,
): void {
  openPixels(tile, columns, rows)
  for (let p = tile; p < tile + PLANE; p += 16) {
    let rest = f32x4.mul(v128.load(p, 2 * PLANE), v128.load(p, 5 * PLANE))
    rest = madd(v128.load(p, 3 * PLANE), v128.load(p, 6 * PLANE), rest)
    v128.store(p, madd(v128.load(p, 4 * PLANE), v128.load(p, 7 * PLANE), rest), PLANE)
  }
  const zero = f32x4.splat(0)
  const cut = f32x4.splat(ALPHA_CUT)
  const most = f32x4.splat(ALPHA_MAX)
  const stop = f32x4.splat(TRANSMITTANCE_STOP)
  const one = f32x4.splat(1)
  const groups = (columns + 3) >> 2
  for (let entry = start; entry < drawn; entry++) {
    const o = projected + <usize>load<u32>(tileSplats + ((<usize>entry) << 2)) * RECORD
    const u = load<f32>(o, 0) - tileX - 0.5
    const v = load<f32>(o, 4) - tileY - 0.5
    const a = load<f32>(o, 8)
    const b = load<f32>(o, 12)
    const c = load<f32>(o, 16)
    const opacity = v128.load32_splat(o, 20)
    const red = v128.load32_splat(o, 24)
    const green = v128.load32_splat(o, 28)
    const blue = v128.load32_splat(o, 32)
    findReach(o, u, v, a, b, c, tile)
    const q = exp2(f32x4.splat(-LOG2E * c))
    const steepB = f32x4.splat(b)
    const steepC = f32x4.splat(c)
    let h0 = zero
    let hx = zero
    let hy = zero
    let hxx = zero
    let hxy = zero
    let hyy = zero
    let sumRed = zero
    let sumGreen = zero
    let sumBlue = zero
    let steep = zero
    for (let g = 0; g < groups; g++) {
      const reach = tile + ((<usize>g) << 2)
      const first = max(0, load<i32>(reach, REACH))
      const last = min(rows - 1, load<i32>(reach, REACH + 16))
      if (first > last) continue
      const dy = <f32>first - v
      const firstX = g << 2
      const dx = f32x4.add(f32x4(0, 1, 2, 3), f32x4.splat(<f32>firstX - u))
      const bend = madd(f32x4.splat(<f32>-0.5 * LOG2E * a), dx, f32x4.splat(-LOG2E * b * dy))
      let e = f32x4.mul(opacity, exp2(madd(dx, bend, f32x4.splat(<f32>-0.5 * LOG2E * c * dy * dy))))
      let s = exp2(madd(f32x4.splat(-LOG2E * b), dx, f32x4.splat(-LOG2E * c * (dy + <f32>0.5))))
      let slopeX = madd(f32x4.splat(a), dx, f32x4.splat(b * dy))
      let slopeY = madd(steepB, dx, f32x4.splat(c * dy))
      // Sums down the column of h, of its running sum, and of that one's: they give the moments by the row below.
      let sum0 = zero
      let sum1 = zero
      let sum2 = zero
      let p = tile + ((<usize>g) << 4) + <usize>first * ROW
      const after = tile + ((<usize>g) << 4) + <usize>(last + 1) * ROW
      do {
        const light = v128.load(p)
        const visible = v128.and(f32x4.ge(e, cut), f32x4.ge(light, stop))
        const alpha = v128.and(f32x4.pmin(most, e), visible)
        const weight = f32x4.mul(alpha, light)
        const gr = v128.load(p, 5 * PLANE)
        const gg = v128.load(p, 6 * PLANE)
        const gb = v128.load(p, 7 * PLANE)
        const toward = madd(gb, blue, madd(gg, green, f32x4.mul(gr, red)))
        const rest = nmadd(weight, toward, v128.load(p, PLANE))
        v128.store(p, rest, PLANE)
        v128.store(p, f32x4.sub(light, weight))
        sumRed = madd(weight, gr, sumRed)
        sumGreen = madd(weight, gg, sumGreen)
        sumBlue = madd(weight, gb, sumBlue)
        const behind = f32x4.div(f32x4.mul(alpha, rest), f32x4.sub(one, alpha))
        const h = v128.and(f32x4.sub(f32x4.mul(weight, toward), behind), f32x4.le(e, most))
        sum0 = f32x4.add(sum0, h)
        sum1 = f32x4.add(sum1, sum0)
        sum2 = f32x4.add(sum2, sum1)
        if (withSteepness) {
          steep = madd(f32x4.abs(h), f32x4.add(f32x4.abs(slopeX), f32x4.abs(slopeY)), steep)
          slopeX = f32x4.add(slopeX, steepB)
          slopeY = f32x4.add(slopeY, steepC)
        }
        e = f32x4.mul(e, s)
        s = f32x4.mul(s, q)
        p += ROW
      } while (p < after)
      // With k = 1 at the last row and growing upwards: sum1 = sum of k h, sum2 = sum of k (k + 1) / 2 h.
      const below = f32x4.splat(<f32>(last + 1) - v)
      const square = f32x4.sub(f32x4.add(sum2, sum2), sum1)
      const columnY = f32x4.sub(f32x4.mul(below, sum0), sum1)
      const columnX = f32x4.mul(sum0, dx)
      h0 = f32x4.add(h0, sum0)
      hx = f32x4.add(hx, columnX)
      hxx = madd(columnX, dx, hxx)
      hy = f32x4.add(hy, columnY)
      hxy = madd(columnY, dx, hxy)
      // sum of (below - k)^2 h
      hyy = f32x4.add(hyy, madd(below, f32x4.sub(columnY, sum1), square))
    }
    const slot = slots + <usize>load<u32>(tileSlots + ((<usize>entry) << 2)) * SLOT
    v128.store(slot, sumsOfLanes(h0, hx, hy, hxx))
    v128.store(slot, sumsOfLanes(hxy, hyy, sumRed, sumGreen), 16)
    v128.store(slot, sumsOfLanes(sumBlue, steep, zero, zero), 32)
  }
  for (let entry = drawn; entry < end; entry++) {
    const slot = slots + <usize>load<u32>(tileSlots + ((<usize>entry) << 2)) * SLOT
    memory.fill(slot, 0, SLOT)
  }
}

/** `withSteepness` only where densification will look at it: it is a sixth of the work. */
export function drawBackward(
  withSteepness: i32,
  projected: usize,
  tileSplats: usize,
  tileSlots: usize,
  start: i32,
  drawn: i32,
  end: i32,
  tileX: f32,
  tileY: f32,
  columns: i32,
  rows: i32,
  tile: usize,
  slots: usize,
): void {
  if (withSteepness) {
    drawBack(true, projected, tileSplats, tileSlots, start, drawn, end, tileX, tileY, columns, rows, tile, slots)
  } else {
    drawBack(false, projected, tileSplats, tileSlots, start, drawn, end, tileX, tileY, columns, rows, tile, slots)
  }
}

/** Copies a plane of a tile's memory to the place of the tile in an image plane whose rows are `pitch` bytes, or back. */
export function copyToImage(plane: usize, image: usize, pitch: usize): void {
  for (let row: usize = 0; row < PLANE; row += ROW) {
    memory.copy(image, plane + row, ROW)
    image += pitch
  }
}

export function copyFromImage(image: usize, pitch: usize, plane: usize): void {
  for (let row: usize = 0; row < PLANE; row += ROW) {
    memory.copy(plane + row, image, ROW)
    image += pitch
  }
}
