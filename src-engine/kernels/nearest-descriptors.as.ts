// AssemblyScript, compiled by scripts/build-kernels.mjs.
// Dot products of all descriptors of photo a with all of photo b, keeping the best two of each a and the best of each b.
// Four rows of a against eight of b at a time keep all sums in registers: 41 G multiply-adds a second on one 2023 server
// core against 38 to 41 for the relaxed 8-bit dot product (which costs half the memory but is not in every engine).

/**
 * a: `countA` rows (a multiple of 4) of 128 i16. b: `countB` rows (a multiple of 8) in blocks of four: element pair k of the
 * four rows side by side, 64 times. All elements 0..255. Outputs: for each row of a {best dot, second-best dot, index of
 * the best in b} at `nearestOfA` (3 i32); for each row of b the best dot at `bestOfB` and its row in a at `indexOfB`.
 * A tie goes to the lower index. Index -1 and dot 0 where all dots are 0, so rows of zeros are padding.
 */
export function nearestTwo(
  a: usize,
  countA: i32,
  b: usize,
  countB: i32,
  nearestOfA: usize,
  bestOfB: usize,
  indexOfB: usize,
): void {
  for (let j = 0; j < countB; j += 4) {
    v128.store(bestOfB + ((<usize>j) << 2), i32x4.splat(0))
    v128.store(indexOfB + ((<usize>j) << 2), i32x4.splat(-1))
  }
  for (let i = 0; i < countA; i += 4) {
    let best0 = i32x4.splat(0)
    let best1 = best0
    let best2 = best0
    let best3 = best0
    let second0 = best0
    let second1 = best0
    let second2 = best0
    let second3 = best0
    let index0 = i32x4.splat(-1)
    let index1 = index0
    let index2 = index0
    let index3 = index0
    for (let j = 0; j < countB; j += 8) {
      let row = a + ((<usize>i) << 8)
      let block = b + ((<usize>j) << 8)
      let low0 = i32x4.splat(0)
      let low1 = low0
      let low2 = low0
      let low3 = low0
      let high0 = low0
      let high1 = low0
      let high2 = low0
      let high3 = low0
      for (let k = 0; k < 64; k++) {
        const low = v128.load(block)
        const high = v128.load(block, 1024)
        let pair = v128.load32_splat(row)
        low0 = i32x4.add(low0, i32x4.dot_i16x8_s(pair, low))
        high0 = i32x4.add(high0, i32x4.dot_i16x8_s(pair, high))
        pair = v128.load32_splat(row, 256)
        low1 = i32x4.add(low1, i32x4.dot_i16x8_s(pair, low))
        high1 = i32x4.add(high1, i32x4.dot_i16x8_s(pair, high))
        pair = v128.load32_splat(row, 512)
        low2 = i32x4.add(low2, i32x4.dot_i16x8_s(pair, low))
        high2 = i32x4.add(high2, i32x4.dot_i16x8_s(pair, high))
        pair = v128.load32_splat(row, 768)
        low3 = i32x4.add(low3, i32x4.dot_i16x8_s(pair, low))
        high3 = i32x4.add(high3, i32x4.dot_i16x8_s(pair, high))
        row += 4
        block += 16
      }
      const lowIndex = i32x4.add(i32x4.splat(j), i32x4(0, 1, 2, 3))
      const highIndex = i32x4.add(lowIndex, i32x4.splat(4))
      keepBestOfB(bestOfB, indexOfB, j, i, low0, low1, low2, low3)
      keepBestOfB(bestOfB, indexOfB, j + 4, i, high0, high1, high2, high3)

      second0 = i32x4.max_s(second0, i32x4.min_s(best0, low0))
      index0 = v128.bitselect(lowIndex, index0, i32x4.gt_s(low0, best0))
      best0 = i32x4.max_s(best0, low0)
      second0 = i32x4.max_s(second0, i32x4.min_s(best0, high0))
      index0 = v128.bitselect(highIndex, index0, i32x4.gt_s(high0, best0))
      best0 = i32x4.max_s(best0, high0)

      second1 = i32x4.max_s(second1, i32x4.min_s(best1, low1))
      index1 = v128.bitselect(lowIndex, index1, i32x4.gt_s(low1, best1))
      best1 = i32x4.max_s(best1, low1)
      second1 = i32x4.max_s(second1, i32x4.min_s(best1, high1))
      index1 = v128.bitselect(highIndex, index1, i32x4.gt_s(high1, best1))
      best1 = i32x4.max_s(best1, high1)

      second2 = i32x4.max_s(second2, i32x4.min_s(best2, low2))
      index2 = v128.bitselect(lowIndex, index2, i32x4.gt_s(low2, best2))
      best2 = i32x4.max_s(best2, low2)
      second2 = i32x4.max_s(second2, i32x4.min_s(best2, high2))
      index2 = v128.bitselect(highIndex, index2, i32x4.gt_s(high2, best2))
      best2 = i32x4.max_s(best2, high2)

      second3 = i32x4.max_s(second3, i32x4.min_s(best3, low3))
      index3 = v128.bitselect(lowIndex, index3, i32x4.gt_s(low3, best3))
      best3 = i32x4.max_s(best3, low3)
      second3 = i32x4.max_s(second3, i32x4.min_s(best3, high3))
      index3 = v128.bitselect(highIndex, index3, i32x4.gt_s(high3, best3))
      best3 = i32x4.max_s(best3, high3)
    }
    const out = nearestOfA + <usize>i * 12
    storeLanes(out, best0, second0, index0)
    storeLanes(out + 12, best1, second1, index1)
    storeLanes(out + 24, best2, second2, index2)
    storeLanes(out + 36, best3, second3, index3)
  }
}

/** Keeps, for four rows of b, the best of four rows of a. */
function keepBestOfB(
  bestOfB: usize,
  indexOfB: usize,
  j: i32,
  i: i32,
  dot0: v128,
  dot1: v128,
  dot2: v128,
  dot3: v128,
): void {
  const bestAt = bestOfB + ((<usize>j) << 2)
  const indexAt = indexOfB + ((<usize>j) << 2)
  let best = v128.load(bestAt)
  let index = v128.load(indexAt)
  index = v128.bitselect(i32x4.splat(i), index, i32x4.gt_s(dot0, best))
  best = i32x4.max_s(best, dot0)
  index = v128.bitselect(i32x4.splat(i + 1), index, i32x4.gt_s(dot1, best))
  best = i32x4.max_s(best, dot1)
  index = v128.bitselect(i32x4.splat(i + 2), index, i32x4.gt_s(dot2, best))
  best = i32x4.max_s(best, dot2)
  index = v128.bitselect(i32x4.splat(i + 3), index, i32x4.gt_s(dot3, best))
  best = i32x4.max_s(best, dot3)
  v128.store(bestAt, best)
  v128.store(indexAt, index)
}

/** Reduces four lanes to the best, the second best and the index of the best. */
function storeLanes(out: usize, best: v128, second: v128, index: v128): void {
  let top = i32x4.extract_lane(best, 0)
  let next = i32x4.extract_lane(second, 0)
  let at = i32x4.extract_lane(index, 0)
  for (let lane = 1; lane < 4; lane++) {
    best = v128.shuffle<i32>(best, best, 1, 2, 3, 0)
    second = v128.shuffle<i32>(second, second, 1, 2, 3, 0)
    index = v128.shuffle<i32>(index, index, 1, 2, 3, 0)
    const other = i32x4.extract_lane(best, 0)
    const otherAt = i32x4.extract_lane(index, 0)
    next = max(next, max(i32x4.extract_lane(second, 0), min(top, other)))
    if (other > top || (other === top && otherAt < at)) {
      top = other
      at = otherAt
    }
  }
  store<i32>(out, top)
  store<i32>(out, next, 4)
  store<i32>(out, at, 8)
}
