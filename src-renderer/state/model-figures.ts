import type { ArrayEntry } from '../../src-shared/array-file.ts'

export interface ModelFigures {
  readonly splats: { readonly count: number; readonly shDegree: number } | null
  readonly mesh: { readonly triangles: number; readonly vertices: number } | null
}

/** What a file of trained splats holds, by its header (docs/project-format.md, training/splats.bin). */
export function splatFigures(entries: readonly ArrayEntry[]): ModelFigures['splats'] {
  const count = lengthOf(entries, 'opacityLogits')
  if (count === 0) return null
  // 3 (degree + 1)^2 coefficients a splat.
  return { count, shDegree: Math.round(Math.sqrt(lengthOf(entries, 'sh') / (3 * count))) - 1 }
}

/** What a surface holds, by its header (surface/mesh.bin). */
export function meshFigures(entries: readonly ArrayEntry[]): ModelFigures['mesh'] {
  const triangles = lengthOf(entries, 'indices') / 3
  return triangles === 0 ? null : { triangles, vertices: lengthOf(entries, 'positions') / 3 }
}

function lengthOf(entries: readonly ArrayEntry[], name: string): number {
  return entries.find((entry) => entry.name === name)?.length ?? 0
}
