import { SETTINGS } from './settings.wgsl.ts'

const THREADS = 64

/** One workgroup: the tiles' sums of the loss added up in a fixed order, so that a run can be repeated. */
export const SUM_TILES = /* wgsl */ `
${SETTINGS}
@group(0) @binding(1) var<storage, read> tileSums: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> total: array<vec4f>;
var<workgroup> partial: array<vec4f, ${THREADS}>;

@compute @workgroup_size(${THREADS})
fn main(@builtin(local_invocation_index) lane: u32) {
  var sum = vec4f(0);
  for (var tile = lane; tile < s.columns * s.rows; tile += ${THREADS}u) { sum += tileSums[tile]; }
  partial[lane] = sum;
  for (var half = ${THREADS / 2}u; half > 0; half /= 2) {
    workgroupBarrier();
    if (lane < half) { partial[lane] += partial[lane + half]; }
  }
  if (lane == 0) { total[0] = partial[0]; }
}
`
