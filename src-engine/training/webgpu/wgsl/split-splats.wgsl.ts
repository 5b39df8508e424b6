import { SPLIT_OFFSET, SPLIT_SHRINK, SPLIT_SHRINK_ACROSS } from '../../cpu/densify.ts'
import { DENSIFY_SETTINGS } from './densify-settings.wgsl.ts'
import { NO_SPLIT } from './score-splats.wgsl.ts'
import { SPLAT_GROUP } from './settings.wgsl.ts'
import { FIELD, type FieldGroup } from './splat-fields.wgsl.ts'

/** What the first group gets besides the copy: two halves along the longest axis, and the splits are counted. */
const HALVE = {
  functions: /* wgsl */ `
// An axis of the rotation of a quaternion w x y z.
fn axisOf(q: vec4f, axis: u32) -> vec3f {
  let w = q.x;
  let v = q.yzw;
  if (axis == 0) { return vec3f(1 - 2 * (v.y * v.y + v.z * v.z), 2 * (v.x * v.y + w * v.z), 2 * (v.x * v.z - w * v.y)); }
  if (axis == 1) { return vec3f(2 * (v.x * v.y - w * v.z), 1 - 2 * (v.x * v.x + v.z * v.z), 2 * (v.y * v.z + w * v.x)); }
  return vec3f(2 * (v.x * v.z + w * v.y), 2 * (v.y * v.z - w * v.x), 1 - 2 * (v.x * v.x + v.y * v.y));
}

// Shrinks the splat; half the way from one half's middle to the other's.
fn halve(parent: u32) -> vec3f {
  var q = vec4f(0);
  for (var k = 0u; k < 4; k++) { q[k] = values[splatAt(${FIELD.rotation} + k, parent)]; }
  var axis = 0u;
  var longest = values[splatAt(${FIELD.logScale}, parent)];
  for (var k = 1u; k < 3; k++) {
    let scale = values[splatAt(${FIELD.logScale} + k, parent)];
    if (scale > longest) {
      axis = k;
      longest = scale;
    }
  }
  for (var k = 0u; k < 3; k++) {
    let shrink = select(${Math.log(SPLIT_SHRINK_ACROSS)}, ${Math.log(SPLIT_SHRINK)}, k == axis);
    values[splatAt(${FIELD.logScale} + k, parent)] += shrink;
  }
  return ${SPLIT_OFFSET} * exp(longest) * axisOf(normalize(q), axis);
}
`,
  before: /* wgsl */ `
  atomicAdd(&tally[1], 1u);
  let offset = halve(parent);`,
  after: /* wgsl */ `
  for (var k = 0u; k < 3; k++) {
    values[splatAt(${FIELD.position} + k, child)] += offset[k];
    values[splatAt(${FIELD.position} + k, parent)] -= offset[k];
  }`,
}

/**
 * Splits the best-scored splats in two along their longest axis, as cpu/densify.ts does, until the goal is reached; at
 * most every second. The second half of the one ranked r becomes splat kept + r. `tally` holds how many were kept and,
 * from the first group, how many splits there were. One group of fields at a time.
 */
export const splitSplats = ({ start, fields }: FieldGroup) => /* wgsl */ `
${DENSIFY_SETTINGS}
@group(0) @binding(1) var<storage, read_write> tally: array<atomic<u32>, 2>;
@group(0) @binding(2) var<storage, read> keys: array<u32>;
@group(0) @binding(3) var<storage, read> ranked: array<u32>;
@group(0) @binding(4) var<storage, read_write> values: array<f32>;
@group(0) @binding(5) var<storage, read_write> first: array<f32>;
@group(0) @binding(6) var<storage, read_write> second: array<f32>;
${start === 0 ? HALVE.functions : ''}
@compute @workgroup_size(${SPLAT_GROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let kept = atomicLoad(&tally[0]);
  let splits = min(max(s.goal, kept) - kept, kept / 2);
  if (id.x >= splits || keys[id.x] == ${NO_SPLIT}) { return; }
  let parent = ranked[id.x];
  let child = kept + id.x;${start === 0 ? HALVE.before : ''}
  // The momentum of a splat that has just changed its shape points nowhere useful.
  for (var k = 0u; k < ${fields}; k++) {
    values[splatAt(k, child)] = values[splatAt(k, parent)];
    first[splatAt(k, parent)] = 0;
    first[splatAt(k, child)] = 0;
    second[splatAt(k, child)] = second[splatAt(k, parent)];
  }${start === 0 ? HALVE.after : ''}
}
`
