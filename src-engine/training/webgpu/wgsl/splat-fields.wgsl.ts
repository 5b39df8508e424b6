import { type SplatCloud, shCoefficientCount } from '../../../../src-shared/splat-cloud.ts'

/** The floats of a splat by number; three a coefficient of the harmonics, from its first on. */
export const FIELD = { position: 0, logScale: 3, rotation: 6, opacity: 10, harmonics: 11 } as const

/** Fields that share a buffer. Field `start + k` of splat i is at [k * capacity + i], so that neighbours read neighbours. */
export interface FieldGroup {
  readonly start: number
  readonly fields: number
}

/** Shape, opacity and first coefficient make the first group; the other coefficients follow five at a time. */
const FIRST_GROUP = FIELD.harmonics + 3
const COEFFICIENTS_A_GROUP = 5

/**
 * The groups at a degree: at most 15 fields each, so that two million splats keep within the 128 MiB that every WebGPU
 * device gives a binding.
 */
export function fieldGroups(shDegree: SplatCloud['shDegree']): FieldGroup[] {
  const end = FIELD.harmonics + 3 * shCoefficientCount(shDegree)
  const groups: FieldGroup[] = [{ start: 0, fields: FIRST_GROUP }]
  for (let start = FIRST_GROUP; start < end; start += 3 * COEFFICIENTS_A_GROUP) {
    groups.push({ start, fields: Math.min(3 * COEFFICIENTS_A_GROUP, end - start) })
  }
  return groups
}

/** Declares the groups' buffers from `binding` on, and what reads them. Needs SETTINGS. */
export function splatFields(groups: readonly FieldGroup[], binding: number): string {
  const declarations = groups.map(
    (_, g) => `@group(0) @binding(${binding + g}) var<storage, read> values${g}: array<f32>;`,
  )
  return `${declarations.join('\n')}${readFields(groups)}`
}

/** Reads fields from the buffers `values0`, `values1`, ... of these groups. Needs SETTINGS. */
export function readFields(groups: readonly FieldGroup[]): string {
  const reads = groups.map(({ start, fields }, g) => {
    return `  if (k < ${start + fields}) { return values${g}[(k - ${start}) * s.capacity + i]; }`
  })
  return /* wgsl */ `
fn field(k: u32, i: u32) -> f32 {
${reads.join('\n')}
  return 0;
}

fn field3(k: u32, i: u32) -> vec3f {
  return vec3f(field(k, i), field(k + 1, i), field(k + 2, i));
}
`
}
