import { SCAN_THREADS, WORKGROUP_SCAN } from './workgroup-scan.wgsl.ts'

/** Values a thread sums, and a workgroup. */
const EACH = 8
export const SCAN_BLOCK = EACH * SCAN_THREADS

/*
 * Exclusive prefix sum in place in three kernels (Blelloch 1990): sums of blocks, their prefix sums, then each block.
 * `amount[0]` is the number of values.
 */

/** Sum of each block. */
export const SUM_BLOCKS = /* wgsl */ `
@group(0) @binding(0) var<storage, read> amount: array<u32>;
@group(0) @binding(1) var<storage, read> data: array<u32>;
@group(0) @binding(2) var<storage, read_write> sums: array<u32>;
${WORKGROUP_SCAN}
@compute @workgroup_size(${SCAN_THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let first = group.x * ${SCAN_BLOCK} + lane;
  var sum = 0u;
  for (var at = first; at < min(amount[0], (group.x + 1) * ${SCAN_BLOCK}); at += ${SCAN_THREADS}u) { sum += data[at]; }
  let before = sumBefore(lane, sum);
  if (lane == ${SCAN_THREADS - 1}) { sums[group.x] = before + sum; }
}
`

/** One workgroup: prefix sums of the blocks' sums; writes the sum of all to `total[0]`. */
export const SUM_SUMS = /* wgsl */ `
@group(0) @binding(0) var<storage, read> amount: array<u32>;
@group(0) @binding(1) var<storage, read_write> sums: array<u32>;
@group(0) @binding(2) var<storage, read_write> total: array<u32>;
${WORKGROUP_SCAN}
@compute @workgroup_size(${SCAN_THREADS})
fn main(@builtin(local_invocation_index) lane: u32) {
  let blocks = (amount[0] + ${SCAN_BLOCK - 1}) / ${SCAN_BLOCK};
  var carried = 0u;
  for (var first = 0u; first < blocks; first += ${SCAN_THREADS}u) {
    let at = first + lane;
    var sum = 0u;
    if (at < blocks) { sum = sums[at]; }
    let before = carried + sumBefore(lane, sum);
    if (at < blocks) { sums[at] = before; }
    carried += scanned[${SCAN_THREADS - 1}];
  }
  if (lane == 0) { total[0] = carried; }
}
`

/** Each value becomes the sum of all before it. */
export const SUM_WITHIN_BLOCKS = /* wgsl */ `
@group(0) @binding(0) var<storage, read> amount: array<u32>;
@group(0) @binding(1) var<storage, read_write> data: array<u32>;
@group(0) @binding(2) var<storage, read> sums: array<u32>;
${WORKGROUP_SCAN}
@compute @workgroup_size(${SCAN_THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let first = group.x * ${SCAN_BLOCK} + lane * ${EACH};
  let end = min(amount[0], first + ${EACH});
  var sum = 0u;
  for (var at = first; at < end; at++) { sum += data[at]; }
  var carried = sums[group.x] + sumBefore(lane, sum);
  for (var at = first; at < end; at++) {
    let value = data[at];
    data[at] = carried;
    carried += value;
  }
}
`
