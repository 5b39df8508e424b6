/**
 * Halves a surface's triangles where it is longest, again and again, into 2^depth parts of about the same number.
 *
 * @returns Triangles of each part, ascending.
 */
export function splitTriangles(positions: Float32Array, indices: Uint32Array, depth: number): Uint32Array[] {
  const centres = new Float32Array(indices.length)
  for (let i = 0; i < indices.length; i++) {
    const corner = i % 3
    for (let axis = 0; axis < 3; axis++) centres[i - corner + axis] += positions[3 * indices[i] + axis] / 3
  }
  let parts: Uint32Array[] = [Uint32Array.from({ length: indices.length / 3 }, (_, triangle) => triangle)]
  for (let level = 0; level < depth; level++) parts = parts.flatMap((part) => halves(part, centres))
  return parts.map((part) => part.sort())
}

function halves(part: Uint32Array, centres: Float32Array): [Uint32Array, Uint32Array] {
  const spans = [0, 1, 2].map((axis) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const triangle of part) {
      low = Math.min(low, centres[3 * triangle + axis])
      high = Math.max(high, centres[3 * triangle + axis])
    }
    return high - low
  })
  const axis = spans.indexOf(Math.max(...spans))
  const sorted = part.slice().sort((a, b) => centres[3 * a + axis] - centres[3 * b + axis] || a - b)
  return [sorted.slice(0, sorted.length >> 1), sorted.slice(sorted.length >> 1)]
}
