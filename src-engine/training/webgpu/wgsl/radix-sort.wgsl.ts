import { SCAN_THREADS, WORKGROUP_SCAN } from './workgroup-scan.wgsl.ts'

/** Pairs of key and value that a workgroup sorts. */
export const SORT_BLOCK = 16 * SCAN_THREADS
/** Bits a pass sorts by, and how many values they have. */
export const DIGIT_BITS = 8
export const DIGITS = 1 << DIGIT_BITS

/*
 * One pass of a stable radix sort: how often each digit comes in each block, prefix sums of that over the blocks of a
 * digit, then each block scatters. `amount[0]` is the number of pairs.
 */

const SHIFT = /* wgsl */ `
struct Pass {
  shift: u32,
  // 1 when the values are not read: each pair's value is its place.
  first: u32,
}
@group(0) @binding(0) var<uniform> order: Pass;
@group(0) @binding(1) var<storage, read> amount: array<u32>;

fn digitOf(key: u32) -> u32 {
  return (key >> order.shift) & ${DIGITS - 1};
}
`

/** counts[block * DIGITS + digit]. */
export const COUNT_DIGITS = /* wgsl */ `
${SHIFT}
@group(0) @binding(2) var<storage, read> keys: array<u32>;
@group(0) @binding(3) var<storage, read_write> counts: array<u32>;
var<workgroup> seen: array<atomic<u32>, ${DIGITS}>;

@compute @workgroup_size(${SCAN_THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let end = min(amount[0], (group.x + 1) * ${SORT_BLOCK});
  for (var at = group.x * ${SORT_BLOCK} + lane; at < end; at += ${SCAN_THREADS}u) {
    atomicAdd(&seen[digitOf(keys[at])], 1u);
  }
  workgroupBarrier();
  counts[group.x * ${DIGITS} + lane] = atomicLoad(&seen[lane]);
}
`

/** One workgroup, a thread a digit: prefix sums of its counts over the blocks, and how often it comes at all. */
export const SUM_DIGITS = /* wgsl */ `
@group(0) @binding(0) var<storage, read> amount: array<u32>;
@group(0) @binding(1) var<storage, read_write> counts: array<u32>;
@group(0) @binding(2) var<storage, read_write> totals: array<u32>;

@compute @workgroup_size(${DIGITS})
fn main(@builtin(local_invocation_index) digit: u32) {
  let end = (amount[0] + ${SORT_BLOCK - 1}) / ${SORT_BLOCK} * ${DIGITS};
  var carried = 0u;
  for (var at = digit; at < end; at += ${DIGITS}u) {
    let count = counts[at];
    counts[at] = carried;
    carried += count;
  }
  totals[digit] = carried;
}
`

/** Words of a bit mask over a workgroup's threads. */
const WORDS = SCAN_THREADS / 32

/**
 * Scatters a block, SCAN_THREADS pairs a round. A pair's rank among those of its digit in the round is the number of
 * set bits before its own in the digit's mask: stable, and the same on every device.
 */
export const SCATTER = /* wgsl */ `
${SHIFT}
@group(0) @binding(2) var<storage, read> keys: array<u32>;
@group(0) @binding(3) var<storage, read> sources: array<u32>;
@group(0) @binding(4) var<storage, read> counts: array<u32>;
@group(0) @binding(5) var<storage, read> totals: array<u32>;
@group(0) @binding(6) var<storage, read_write> sortedKeys: array<u32>;
@group(0) @binding(7) var<storage, read_write> sorted: array<u32>;
${WORKGROUP_SCAN}
var<workgroup> masks: array<atomic<u32>, ${DIGITS * WORDS}>;
var<workgroup> next: array<u32, ${DIGITS}>;

@compute @workgroup_size(${SCAN_THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let n = amount[0];
  next[lane] = sumBefore(lane, totals[lane]) + counts[group.x * ${DIGITS} + lane];
  let word = lane / 32;
  let bit = lane % 32;
  let end = min(n, (group.x + 1) * ${SORT_BLOCK});
  for (var first = group.x * ${SORT_BLOCK}; first < end; first += ${SCAN_THREADS}u) {
    for (var w = 0u; w < ${WORDS}; w++) { atomicStore(&masks[lane * ${WORDS} + w], 0u); }
    workgroupBarrier();
    let at = first + lane;
    var key = 0u;
    if (at < n) {
      key = keys[at];
      atomicOr(&masks[digitOf(key) * ${WORDS} + word], 1u << bit);
    }
    workgroupBarrier();
    if (at < n) {
      let mask = digitOf(key) * ${WORDS};
      var rank = countOneBits(atomicLoad(&masks[mask + word]) & ((1u << bit) - 1));
      for (var w = 0u; w < word; w++) { rank += countOneBits(atomicLoad(&masks[mask + w])); }
      let to = next[digitOf(key)] + rank;
      sortedKeys[to] = key;
      sorted[to] = at;
      if (order.first == 0) { sorted[to] = sources[at]; }
    }
    workgroupBarrier();
    for (var w = 0u; w < ${WORDS}; w++) { next[lane] += countOneBits(atomicLoad(&masks[lane * ${WORDS} + w])); }
  }
}
`
