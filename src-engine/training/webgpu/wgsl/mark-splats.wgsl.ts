import { FAINT, HUGE } from '../../cpu/densify.ts'
import { DENSIFY_SETTINGS } from './densify-settings.wgsl.ts'
import { FINITE } from './finite.wgsl.ts'
import { SPLAT_GROUP } from './settings.wgsl.ts'
import { FIELD, type FieldGroup, splatFields } from './splat-fields.wgsl.ts'

/** 1 for each splat that stays, 0 for one that is faint, huge or not finite: twice, as one copy will be summed up. */
export const markSplats = (groups: readonly FieldGroup[]) => /* wgsl */ `
${DENSIFY_SETTINGS}
@group(0) @binding(1) var<storage, read_write> keep: array<u32>;
@group(0) @binding(2) var<storage, read_write> places: array<u32>;
${splatFields(groups, 3)}${FINITE}
@compute @workgroup_size(${SPLAT_GROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= s.count) { return; }
  var sum = 0.0;
  for (var k = 0u; k < ${groups.reduce((sum, group) => sum + group.fields, 0)}; k++) { sum += field(k, i); }
  let scales = field3(${FIELD.logScale}, i);
  let size = max(scales.x, max(scales.y, scales.z));
  let largest = log(${HUGE} * max(s.extent, length(field3(${FIELD.position}, i))));
  let stays = finite(sum) && field(${FIELD.opacity}, i) > ${Math.log(FAINT / (1 - FAINT))} && size < largest;
  keep[i] = u32(stays);
  places[i] = u32(stays);
}
`
