// AssemblyScript, compiled by scripts/build-kernels.mjs. memory: shared
// The pixel loops of training/cpu/rasterise-tile.ts, four pixels of a row at a time; the same records, planes and slots.

const ALPHA_CUT: f32 = 1.0 / 255.0
const ALPHA_MAX: f32 = 0.99
const TRANSMITTANCE_STOP: f32 = 1e-4
const LOG2E: f32 = <f32>Math.LOG2E
/** Bytes of a projected record, of a tile's row, of a tile's plane, of a gradient slot. */
const RECORD: usize = 64
const ROW: usize = 64
const PLANE: usize = 1024
const SLOT: usize = 40
/** Entries between two looks whether the tile is full. */
const LOOK_EVERY: i32 = 8

/** 2^x for x in -120 .. 120: the nearest whole power by its exponent bits, the rest by a Taylor series (error 3e-6). */
function exp2(x: v128): v128 {
  const magic = f32x4.splat(12582912.0) // 1.5 x 2^23: adding it rounds to a whole number in the low bits
  const shifted = f32x4.add(x, magic)
  const f = f32x4.sub(x, f32x4.sub(shifted, magic))
  let p = f32x4.add(f32x4.splat(9.618129107628477e-3), f32x4.mul(f, f32x4.splat(1.3333558146428443e-3)))
  p = f32x4.add(f32x4.splat(5.550410866482158e-2), f32x4.mul(f, p))
  p = f32x4.add(f32x4.splat(2.402265069591007e-1), f32x4.mul(f, p))
  p = f32x4.add(f32x4.splat(6.931471805599453e-1), f32x4.mul(f, p))
  p = f32x4.add(f32x4.splat(1.0), f32x4.mul(f, p))
  return i32x4.add(p, i32x4.shl(shifted, 23))
}

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
  const lanes = f32x4(0, 1, 2, 3)
  const lowest = f32x4.splat(-100)
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
    const extent = load<f32>(o, 48)
    const radius = a * load<f32>(o, 40)
    const determinant = a * c - b * b
    const inverse: f32 = <f32>1.0 / a
    const curve = f32x4.splat(<f32>-0.5 * LOG2E * a)
    const firstRow = max(0, <i32>ceil<f32>(v - extent))
    const lastRow = min(rows - 1, <i32>floor<f32>(v + extent))
    for (let y = firstRow; y <= lastRow; y++) {
      const dy = <f32>y - v
      const half = sqrt<f32>(max<f32>(0, radius - determinant * dy * dy)) * inverse
      const middle = u - b * dy * inverse
      const first = max(0, <i32>ceil<f32>(middle - half)) >> 2
      const last = min(columns - 1, <i32>floor<f32>(middle + half)) >> 2
      const across = f32x4.splat(<f32>-0.5 * LOG2E * c * dy * dy)
      const slant = f32x4.splat(-LOG2E * b * dy)
      let p = tile + <usize>y * ROW + ((<usize>first) << 4)
      const firstX = 4 * first
      let dx = f32x4.add(lanes, f32x4.splat(<f32>firstX - u))
      for (let g = first; g <= last; g++) {
        const light = v128.load(p)
        const power = f32x4.add(across, f32x4.mul(dx, f32x4.add(slant, f32x4.mul(curve, dx))))
        let alpha = f32x4.pmin(most, f32x4.mul(opacity, exp2(f32x4.pmax(lowest, power))))
        alpha = v128.and(alpha, v128.and(f32x4.ge(alpha, cut), f32x4.ge(light, stop)))
        const weight = f32x4.mul(alpha, light)
        const left = f32x4.sub(light, weight)
        v128.store(p, left)
        v128.store(p, f32x4.add(v128.load(p, PLANE), f32x4.mul(weight, red)), PLANE)
        v128.store(p, f32x4.add(v128.load(p, 2 * PLANE), f32x4.mul(weight, green)), 2 * PLANE)
        v128.store(p, f32x4.add(v128.load(p, 3 * PLANE), f32x4.mul(weight, blue)), 3 * PLANE)
        if (withDepth) {
          const here = f32x4.add(
            f32x4.splat(load<f32>(o, 36) + load<f32>(o, 56) * dy),
            f32x4.mul(v128.load32_splat(o, 52), dx),
          )
          v128.store(p, f32x4.add(v128.load(p, 4 * PLANE), f32x4.mul(weight, here)), 4 * PLANE)
          const half = f32x4.splat(0.5)
          const passes = v128.and(f32x4.gt(light, half), f32x4.le(left, half))
          v128.store(p, v128.bitselect(here, v128.load(p, 5 * PLANE), passes), 5 * PLANE)
        }
        dx = f32x4.add(dx, f32x4.splat(4))
        p += 16
      }
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

function sumLanes(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
}

/**
 * As `rasteriseTileBackward`. Planes of `tile`: light (filled here), then rest (filled here), then the final colour and
 * the loss gradient by it, three planes each.
 */
export function drawBackward(
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
    rest = f32x4.add(rest, f32x4.mul(v128.load(p, 3 * PLANE), v128.load(p, 6 * PLANE)))
    rest = f32x4.add(rest, f32x4.mul(v128.load(p, 4 * PLANE), v128.load(p, 7 * PLANE)))
    v128.store(p, rest, PLANE)
  }
  const zero = f32x4.splat(0)
  const cut = f32x4.splat(ALPHA_CUT)
  const most = f32x4.splat(ALPHA_MAX)
  const stop = f32x4.splat(TRANSMITTANCE_STOP)
  const one = f32x4.splat(1)
  const lanes = f32x4(0, 1, 2, 3)
  const lowest = f32x4.splat(-100)
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
    const extent = load<f32>(o, 48)
    const radius = a * load<f32>(o, 40)
    const determinant = a * c - b * b
    const inverse: f32 = <f32>1.0 / a
    const curve = f32x4.splat(<f32>-0.5 * LOG2E * a)
    const steepA = f32x4.splat(a)
    const steepB = f32x4.splat(b)
    const firstRow = max(0, <i32>ceil<f32>(v - extent))
    const lastRow = min(rows - 1, <i32>floor<f32>(v + extent))
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
    for (let y = firstRow; y <= lastRow; y++) {
      const dy = <f32>y - v
      const half = sqrt<f32>(max<f32>(0, radius - determinant * dy * dy)) * inverse
      const middle = u - b * dy * inverse
      const first = max(0, <i32>ceil<f32>(middle - half)) >> 2
      const last = min(columns - 1, <i32>floor<f32>(middle + half)) >> 2
      const across = f32x4.splat(<f32>-0.5 * LOG2E * c * dy * dy)
      const slant = f32x4.splat(-LOG2E * b * dy)
      const steepX = f32x4.splat(b * dy)
      const steepY = f32x4.splat(c * dy)
      let row0 = zero
      let rowX = zero
      let p = tile + <usize>y * ROW + ((<usize>first) << 4)
      const firstX = 4 * first
      let dx = f32x4.add(lanes, f32x4.splat(<f32>firstX - u))
      for (let g = first; g <= last; g++) {
        const light = v128.load(p)
        const power = f32x4.add(across, f32x4.mul(dx, f32x4.add(slant, f32x4.mul(curve, dx))))
        const bare = f32x4.mul(opacity, exp2(f32x4.pmax(lowest, power)))
        const drawnHere = v128.and(f32x4.ge(bare, cut), f32x4.ge(light, stop))
        if (v128.any_true(drawnHere)) {
          const alpha = v128.and(f32x4.pmin(most, bare), drawnHere)
          const weight = f32x4.mul(alpha, light)
          const gr = v128.load(p, 5 * PLANE)
          const gg = v128.load(p, 6 * PLANE)
          const gb = v128.load(p, 7 * PLANE)
          const toward = f32x4.add(f32x4.add(f32x4.mul(gr, red), f32x4.mul(gg, green)), f32x4.mul(gb, blue))
          const rest = f32x4.sub(v128.load(p, PLANE), f32x4.mul(weight, toward))
          v128.store(p, rest, PLANE)
          v128.store(p, f32x4.sub(light, weight))
          sumRed = f32x4.add(sumRed, f32x4.mul(weight, gr))
          sumGreen = f32x4.add(sumGreen, f32x4.mul(weight, gg))
          sumBlue = f32x4.add(sumBlue, f32x4.mul(weight, gb))
          let h = f32x4.sub(f32x4.mul(weight, toward), f32x4.div(f32x4.mul(alpha, rest), f32x4.sub(one, alpha)))
          h = v128.and(h, f32x4.le(bare, most))
          row0 = f32x4.add(row0, h)
          const hdx = f32x4.mul(h, dx)
          rowX = f32x4.add(rowX, hdx)
          hxx = f32x4.add(hxx, f32x4.mul(hdx, dx))
          const slope = f32x4.add(
            f32x4.abs(f32x4.add(f32x4.mul(steepA, dx), steepX)),
            f32x4.abs(f32x4.add(f32x4.mul(steepB, dx), steepY)),
          )
          steep = f32x4.add(steep, f32x4.mul(f32x4.abs(h), slope))
        }
        dx = f32x4.add(dx, f32x4.splat(4))
        p += 16
      }
      const down = f32x4.splat(dy)
      h0 = f32x4.add(h0, row0)
      hx = f32x4.add(hx, rowX)
      const row0y = f32x4.mul(row0, down)
      hy = f32x4.add(hy, row0y)
      hyy = f32x4.add(hyy, f32x4.mul(row0y, down))
      hxy = f32x4.add(hxy, f32x4.mul(rowX, down))
    }
    const s = slots + <usize>load<u32>(tileSlots + ((<usize>entry) << 2)) * SLOT
    store<f32>(s, sumLanes(h0))
    store<f32>(s, sumLanes(hx), 4)
    store<f32>(s, sumLanes(hy), 8)
    store<f32>(s, sumLanes(hxx), 12)
    store<f32>(s, sumLanes(hxy), 16)
    store<f32>(s, sumLanes(hyy), 20)
    store<f32>(s, sumLanes(sumRed), 24)
    store<f32>(s, sumLanes(sumGreen), 28)
    store<f32>(s, sumLanes(sumBlue), 32)
    store<f32>(s, sumLanes(steep), 36)
  }
  for (let entry = drawn; entry < end; entry++) {
    const s = slots + <usize>load<u32>(tileSlots + ((<usize>entry) << 2)) * SLOT
    memory.fill(s, 0, SLOT)
  }
}
