import { adam } from './adam.wgsl.ts'
import { GATHERED } from './gather-gradients.wgsl.ts'
import { HARMONICS } from './harmonics.wgsl.ts'
import { SETTINGS, SPLAT_GROUP } from './settings.wgsl.ts'
import { FIELD, type FieldGroup } from './splat-fields.wgsl.ts'

/** The last part of the update: Adam on one group of coefficients behind the first, as far as they are in use. */
export const updateHarmonics = ({ start, fields }: FieldGroup) => /* wgsl */ `
${SETTINGS}
${GATHERED}
@group(0) @binding(1) var<storage, read> gathered: array<Gathered>;
${adam(2)}${HARMONICS}

@compute @workgroup_size(${SPLAT_GROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= s.count || all(gathered[i].direction == vec3f(0))) { return; }
  var basis = harmonicsBasis(gathered[i].direction);
  let color = gathered[i].color;
  let start = ${(start - FIELD.harmonics) / 3}u;
  let end = min(harmonicsUsed(), ${(start + fields - FIELD.harmonics) / 3});
  for (var k = start; k < end; k++) { adam3(3 * (k - start), i, basis[k] * color, s.harmonicsRate); }
}
`
