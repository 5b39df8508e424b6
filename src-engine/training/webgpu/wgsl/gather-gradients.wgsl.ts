import { SLOT_STRIDE } from '../../cpu/raster-constants.ts'
import { HARMONICS, HARMONICS_SLOPES, SPLAT_COLOR } from './harmonics.wgsl.ts'
import { SETTINGS, SPLAT_GROUP } from './settings.wgsl.ts'
import { FIELD, type FieldGroup, splatFields } from './splat-fields.wgsl.ts'

/** vec4f of what GATHERED describes. */
export const GATHERED_VECTORS = 4

/** What is gathered of a splat before its parameters change. */
export const GATHERED = /* wgsl */ `
struct Gathered {
  // From the camera to the splat, unit; 0 for a splat that must not change.
  direction: vec3f,
  // Sums of the slots: see SLOT_STRIDE. A colour channel that is held at 0 gets nothing.
  h0: f32,
  color: vec3f,
  steep: f32,
  // What the position gets through the direction.
  byColor: vec3f,
  h1x: f32,
  h1y: f32,
  // dx^2, dx dy, dy^2.
  h2xx: f32,
  h2xy: f32,
  h2yy: f32,
}
`

/**
 * The first part of the update, a thread a splat: sums its slots and takes the colour's gradient to the direction, for
 * which all harmonics are needed. Splats that no tile drew are left alone, and all where pairs found no room and may
 * still get it.
 */
export const gatherGradients = (groups: readonly FieldGroup[]) => /* wgsl */ `
${SETTINGS}
@group(0) @binding(1) var<storage, read> spans: array<vec2u>;
@group(0) @binding(2) var<storage, read> slots: array<f32>;
@group(0) @binding(3) var<storage, read> wanted: array<u32>;
${GATHERED}
@group(0) @binding(4) var<storage, read_write> gathered: array<Gathered>;
${splatFields(groups, 5)}${HARMONICS}${HARMONICS_SLOPES}${SPLAT_COLOR}

fn sumOf(span: vec2u) -> Gathered {
  var sum = Gathered();
  for (var at = span.x * ${SLOT_STRIDE}; at < (span.x + span.y) * ${SLOT_STRIDE}; at += ${SLOT_STRIDE}u) {
    sum.h0 += slots[at];
    sum.h1x += slots[at + 1];
    sum.h1y += slots[at + 2];
    sum.h2xx += slots[at + 3];
    sum.h2xy += slots[at + 4];
    sum.h2yy += slots[at + 5];
    sum.color += vec3f(slots[at + 6], slots[at + 7], slots[at + 8]);
    sum.steep += slots[at + 9];
  }
  return sum;
}

// Through the viewing direction, the colour moves with the position.
fn positionByColor(i: u32, d: vec3f, distance: f32, color: vec3f) -> vec3f {
  var slopes = harmonicsSlopes(d);
  var v = vec3f(0);
  let used = harmonicsUsed();
  for (var k = 1u; k < used; k++) { v += dot(color, coefficient(k, i)) * slopes[k]; }
  return (v - dot(v, d) * d) / distance;
}

@compute @workgroup_size(${SPLAT_GROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= s.count) { return; }
  let span = spans[i];
  if (span.y == 0 || (s.mayGrow == 1 && wanted[0] > s.pairCapacity)) {
    gathered[i].direction = vec3f(0);
    return;
  }
  var g = sumOf(span);
  let away = field3(${FIELD.position}, i) - s.center;
  let distance = length(away);
  g.direction = away / distance;
  g.color = select(vec3f(0), g.color, rawColor(i, harmonicsBasis(g.direction)) > vec3f(0));
  g.byColor = positionByColor(i, g.direction, distance, g.color);
  gathered[i] = g;
}
`
