/** Threads of the scanning and sorting kernels' workgroups. */
export const SCAN_THREADS = 256

/**
 * Sum of the values of the threads before this one in a workgroup of SCAN_THREADS. Afterwards `scanned[255]` is the sum
 * of all, until the next call. All threads have to call it together (it has barriers).
 */
export const WORKGROUP_SCAN = /* wgsl */ `
var<workgroup> scanned: array<u32, ${SCAN_THREADS}>;

fn sumBefore(lane: u32, value: u32) -> u32 {
  workgroupBarrier();
  scanned[lane] = value;
  workgroupBarrier();
  for (var step = 1u; step < ${SCAN_THREADS}u; step *= 2u) {
    var left = 0u;
    if (lane >= step) { left = scanned[lane - step]; }
    workgroupBarrier();
    scanned[lane] += left;
    workgroupBarrier();
  }
  return scanned[lane] - value;
}
`
