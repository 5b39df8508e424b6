import { SORT_BLOCK } from './radix-sort.wgsl.ts'

/** Pairs a workgroup of FIND_RANGES looks at. */
export const RANGE_BLOCK = 256

/** Workgroups for the kernels over all pairs, of which only the device knows how many there are. */
export const COUNT_GROUPS = /* wgsl */ `
@group(0) @binding(0) var<storage, read> pairs: array<u32>;
// For the sort's passes, then for FIND_RANGES: x, y, z each.
@group(0) @binding(1) var<storage, read_write> groups: array<u32, 6>;

@compute @workgroup_size(1)
fn main() {
  let n = pairs[0];
  groups = array<u32, 6>((n + ${SORT_BLOCK - 1}) / ${SORT_BLOCK}, 1, 1, (n + ${RANGE_BLOCK - 1}) / ${RANGE_BLOCK}, 1, 1);
}
`
