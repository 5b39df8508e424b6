import { FAINT, HUGE } from '../../cpu/densify.ts'
import { DENSIFY_SETTINGS } from './densify-settings.wgsl.ts'
import { FINITE } from './finite.wgsl.ts'
import { FIELD } from './footprint.wgsl.ts'
import { SPLAT_GROUP } from './settings.wgsl.ts'

/** 1 for each splat that stays, 0 for one that is faint, huge or not finite: twice, as one copy will be summed up. */
export const MARK_SPLATS = /* wgsl */ `
${DENSIFY_SETTINGS}
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read_write> keep: array<u32>;
@group(0) @binding(3) var<storage, read_write> places: array<u32>;
${FINITE}
@compute @workgroup_size(${SPLAT_GROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= s.count) { return; }
  var sum = 0.0;
  for (var k = 0u; k < s.fields; k++) { sum += values[splatAt(k, i)]; }
  var size = values[splatAt(${FIELD.logScale}, i)];
  for (var k = 1u; k < 3; k++) { size = max(size, values[splatAt(${FIELD.logScale} + k, i)]); }
  var position = vec3f(0);
  for (var k = 0u; k < 3; k++) { position[k] = values[splatAt(${FIELD.position} + k, i)]; }
  let largest = log(${HUGE} * max(s.extent, length(position)));
  let stays = finite(sum) && values[splatAt(${FIELD.opacity}, i)] > ${Math.log(FAINT / (1 - FAINT))} && size < largest;
  keep[i] = u32(stays);
  places[i] = u32(stays);
}
`
