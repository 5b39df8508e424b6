/** Coarser meshes than this are of no use to anybody. */
const LEAST_TRIANGLES = 500
/** Positions of the slider: enough that neighbours differ by a few percent. */
export const SLIDER_STEPS = 100

/** Where the slider stands for that many triangles of a mesh with `total`; each step is the same share more. */
export function sliderOf(triangles: number | null, total: number): number {
  if (triangles === null || triangles >= total || total <= LEAST_TRIANGLES) return SLIDER_STEPS
  const share = Math.log(triangles / LEAST_TRIANGLES) / Math.log(total / LEAST_TRIANGLES)
  return Math.round(SLIDER_STEPS * Math.min(Math.max(share, 0), 1))
}

/** How many triangles a place of the slider means, rounded to two digits; null at its end: all of them. */
export function trianglesOf(slider: number, total: number): number | null {
  if (slider >= SLIDER_STEPS || total <= LEAST_TRIANGLES) return null
  const exact = LEAST_TRIANGLES * (total / LEAST_TRIANGLES) ** (slider / SLIDER_STEPS)
  const rounded = Number(exact.toPrecision(2))
  return rounded >= total ? null : rounded
}

export interface TrianglePreset {
  readonly label: string
  readonly triangles: number | null
}

/** What is asked for most; those a mesh has no triangles for are left out. */
export function trianglePresets(total: number): TrianglePreset[] {
  const wanted = [
    { label: 'AR · 5 k', triangles: 5000 },
    { label: 'Web · 20 k', triangles: 20_000 },
    { label: 'Detail · 100 k', triangles: 100_000 },
  ]
  return [...wanted.filter(({ triangles }) => triangles < total), { label: 'All', triangles: null }]
}
