import { BETA1, BETA2, EPSILON } from '../../cpu/step-settings.ts'

/**
 * Declares `values`, `first` and `second` moments of one group from `binding` on, and Adam (cpu/adam.ts) on them; k counts
 * from the group's first field. Needs SETTINGS.
 */
export const adam = (binding: number) => /* wgsl */ `
@group(0) @binding(${binding}) var<storage, read_write> values0: array<f32>;
@group(0) @binding(${binding + 1}) var<storage, read_write> first: array<f32>;
@group(0) @binding(${binding + 2}) var<storage, read_write> second: array<f32>;

fn adam(k: u32, i: u32, g: f32, rate: f32) {
  let at = k * s.capacity + i;
  let m = ${BETA1} * first[at] + ${1 - BETA1} * g;
  let v = ${BETA2} * second[at] + ${1 - BETA2} * g * g;
  first[at] = m;
  second[at] = v;
  values0[at] -= rate * m * s.firstBias / (sqrt(v * s.secondBias) + ${EPSILON});
}

fn adam3(k: u32, i: u32, g: vec3f, rate: f32) {
  adam(k, i, g.x, rate);
  adam(k + 1, i, g.y, rate);
  adam(k + 2, i, g.z, rate);
}
`
