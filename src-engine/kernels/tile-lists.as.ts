// AssemblyScript, compiled by scripts/build-kernels.mjs. memory: shared
// Which splats each tile draws, nearest first: training/cpu/tile-lists.ts on records that are sorted by depth once a view.

const RECORD: usize = 64
const TILE: f32 = 16

/**
 * Sorts records by depth, nearest first; equal keys keep their order, so the result does not depend on threads. The
 * records of part `t` of `parts` begin at `starts[t]` and are `counts[t]`. Key: the upper 24 bits of the float32 depth
 * (positive floats order like their bits), two counting passes. Depths closer than 3e-5 of themselves count as equal.
 * `order` receives the records; `keys`, `otherKeys` and `otherOrder` are as long, `histogram` 2 x 4096 words.
 * Returns how many there are.
 */
export function sortByDepth(
  projected: usize,
  starts: usize,
  counts: usize,
  parts: i32,
  keys: usize,
  order: usize,
  otherKeys: usize,
  otherOrder: usize,
  histogram: usize,
): i32 {
  memory.fill(histogram, 0, 32768)
  const high = histogram + 16384
  let n: usize = 0
  for (let part = 0; part < parts; part++) {
    const first = load<u32>(starts + ((<usize>part) << 2))
    const end = first + load<u32>(counts + ((<usize>part) << 2))
    for (let record = first; record < end; record++) {
      const key = load<u32>(projected + <usize>record * RECORD, 36) >>> 8
      store<u32>(keys + n, key)
      store<u32>(order + n, record)
      count(histogram + ((<usize>(key & 4095)) << 2))
      count(high + ((<usize>(key >>> 12)) << 2))
      n += 4
    }
  }
  startsOf(histogram)
  startsOf(high)
  for (let at: usize = 0; at < n; at += 4) {
    const key = load<u32>(keys + at)
    const to = (<usize>next(histogram + ((<usize>(key & 4095)) << 2))) << 2
    store<u32>(otherKeys + to, key)
    store<u32>(otherOrder + to, load<u32>(order + at))
  }
  for (let at: usize = 0; at < n; at += 4) {
    const key = load<u32>(otherKeys + at)
    const to = (<usize>next(high + ((<usize>(key >>> 12)) << 2))) << 2
    store<u32>(order + to, load<u32>(otherOrder + at))
  }
  return <i32>(n >> 2)
}

// @ts-ignore: decorator
@inline
function count(at: usize): void {
  store<u32>(at, load<u32>(at) + 1)
}

// @ts-ignore: decorator
@inline
function next(at: usize): u32 {
  const value = load<u32>(at)
  store<u32>(at, value + 1)
  return value
}

/** Replaces 4096 counts by the places where their keys begin. */
function startsOf(histogram: usize): void {
  let sum: u32 = 0
  for (let at = histogram; at < histogram + 16384; at += 4) {
    const value = load<u32>(at)
    store<u32>(at, sum)
    sum += value
  }
}

/**
 * Visits the tiles whose pixel centres' hull the cut ellipse of the record at `o` touches: adds one to each tile's counter
 * at `counters`, and, with `lists`, writes the record and its slot numbers from `slot` on to where the counter stood.
 * Exact: see `ellipseBand` in training/cpu/tile-lists.ts. Returns the number of tiles.
 */
// @ts-ignore: decorator
@inline
function cover(
  lists: bool,
  record: u32,
  o: usize,
  columns: i32,
  rows: i32,
  counters: usize,
  tileSplats: usize,
  tileSlots: usize,
  slot: i32,
): i32 {
  const cut = load<f32>(o, 40)
  if (cut === 0) return 0
  const u = load<f32>(o)
  const v = load<f32>(o, 4)
  const b = load<f32>(o, 12)
  const extent = load<f32>(o, 48)
  const inverse = <f32>1 / load<f32>(o, 8)
  const radius = load<f32>(o, 8) * cut
  const determinant = load<f32>(o, 60)
  const extreme = (-b / load<f32>(o, 16)) * load<f32>(o, 44)
  const firstRow = max(0, <i32>ceil<f32>((v - extent - <f32>15.5) / TILE))
  const lastRow = min(rows - 1, <i32>floor<f32>((v + extent - <f32>0.5) / TILE))
  let covered = 0
  for (let row = firstRow; row <= lastRow; row++) {
    const top = <f32>row * TILE + <f32>0.5 - v
    const low = max<f32>(-extent, top)
    const high = min<f32>(extent, top + <f32>15)
    const right = max<f32>(low, min<f32>(high, extreme))
    const left = max<f32>(low, min<f32>(high, -extreme))
    const most = (-b * right + sqrt<f32>(max<f32>(0, radius - determinant * right * right))) * inverse
    const least = (-b * left - sqrt<f32>(max<f32>(0, radius - determinant * left * left))) * inverse
    const first = max(0, <i32>ceil<f32>((u + least - <f32>15.5) / TILE))
    const last = min(columns - 1, <i32>floor<f32>((u + most - <f32>0.5) / TILE))
    for (let column = first; column <= last; column++) {
      const counter = counters + ((<usize>(row * columns + column)) << 2)
      const at = (<usize>next(counter)) << 2
      if (lists) {
        store<u32>(tileSplats + at, record)
        store<u32>(tileSlots + at, slot + covered)
      }
      covered++
    }
  }
  return covered
}

/** Adds up in `counters` how many of the records `order[from .. to]` each tile draws. Returns the sum. */
export function countTiles(
  projected: usize,
  order: usize,
  from: i32,
  to: i32,
  columns: i32,
  rows: i32,
  counters: usize,
): i32 {
  let total = 0
  for (let k = from; k < to; k++) {
    const record = load<u32>(order + ((<usize>k) << 2))
    total += cover(false, record, projected + <usize>record * RECORD, columns, rows, counters, 0, 0, 0)
  }
  return total
}

/**
 * Writes the records `order[from .. to]` into the lists of their tiles, at the cursors in `cursors`. Their gradient slots
 * are numbered from `slot` on; `slotRanges` receives each record's first slot and one past its last.
 */
export function fillTiles(
  projected: usize,
  order: usize,
  from: i32,
  to: i32,
  columns: i32,
  rows: i32,
  cursors: usize,
  tileSplats: usize,
  tileSlots: usize,
  slotRanges: usize,
  slot: i32,
): void {
  for (let k = from; k < to; k++) {
    const record = load<u32>(order + ((<usize>k) << 2))
    const o = projected + <usize>record * RECORD
    const range = slotRanges + ((<usize>record) << 3)
    store<u32>(range, slot)
    slot += cover(true, record, o, columns, rows, cursors, tileSplats, tileSlots, slot)
    store<u32>(range, slot, 4)
  }
}

/** Takes the records of `order[from .. to]` out of the view whose slots would lie at or beyond `capacity`. */
export function dropOverflow(
  projected: usize,
  order: usize,
  from: i32,
  to: i32,
  columns: i32,
  rows: i32,
  counters: usize,
  slot: i32,
  capacity: i32,
): void {
  for (let k = from; k < to; k++) {
    const record = load<u32>(order + ((<usize>k) << 2))
    const o = projected + <usize>record * RECORD
    slot += cover(false, record, o, columns, rows, counters, 0, 0, 0)
    if (slot > capacity) store<f32>(o, 0, 40)
  }
}
