/**
 * The triangles of the 256 sign patterns of a cube, derived instead of listed.
 *
 * Corner c lies at (c & 1, c >> 1 & 1, c >> 2 & 1). On each face every run of inside corners is cut off by its own
 * segment, a rule that looks at nothing but the face, so the two cubes at a face agree and the surface has no holes.
 * Segments join to loops; a loop is split along diagonals that lie in no face of the cube, so that a diagonal never
 * coincides with one of the neighbour's and every edge has exactly two triangles.
 */

/** Corner pairs of the twelve edges: four along x, four along y, four along z. */
export const EDGE_CORNERS: readonly (readonly [number, number])[] = [1, 2, 4].flatMap((axis) =>
  [0, 1, 2, 3, 4, 5, 6, 7].filter((corner) => (corner & axis) === 0).map((corner) => [corner, corner | axis] as const),
)

/** Corners of each face, counter-clockwise seen from outside the cube. */
const FACES: readonly (readonly number[])[] = [
  [0, 4, 6, 2],
  [1, 3, 7, 5],
  [0, 1, 5, 4],
  [2, 6, 7, 3],
  [0, 2, 3, 1],
  [4, 5, 7, 6],
]

function edgeBetween(a: number, b: number): number {
  return EDGE_CORNERS.findIndex(([p, q]) => p === Math.min(a, b) && q === Math.max(a, b))
}

const EDGE_FACES: readonly number[] = EDGE_CORNERS.map(([a, b]) =>
  FACES.reduce((bits, face, index) => (face.includes(a) && face.includes(b) ? bits | (1 << index) : bits), 0),
)

/** Directed segments on the faces: next[edge] is where the one that starts at `edge` ends, -1 for none. */
function segments(inside: number): number[] {
  const next = new Array<number>(12).fill(-1)
  for (const face of FACES) {
    const isInside = face.map((corner) => (inside >> corner) & 1)
    for (let start = 0; start < 4; start++) {
      if (!isInside[start] || isInside[(start + 3) % 4]) continue
      let end = start
      while (isInside[(end + 1) % 4]) end = (end + 1) % 4
      const into = edgeBetween(face[(start + 3) % 4], face[start])
      const out = edgeBetween(face[end], face[(end + 1) % 4])
      next[into] = out
    }
  }
  return next
}

function loops(next: readonly number[]): number[][] {
  const seen = new Set<number>()
  const found: number[][] = []
  for (let first = 0; first < 12; first++) {
    if (next[first] < 0 || seen.has(first)) continue
    const loop: number[] = []
    for (let edge = first; !seen.has(edge); edge = next[edge]) {
      seen.add(edge)
      loop.push(edge)
    }
    found.push(loop)
  }
  return found
}

/** Splits a loop into triangles without a diagonal in a face of the cube; null when there is no such split. */
function split(loop: readonly number[]): number[][] | null {
  if (loop.length === 3) return [[...loop]]
  const last = loop.length - 1
  for (let apex = 1; apex < last; apex++) {
    const inFace = (a: number, b: number) => (EDGE_FACES[loop[a]] & EDGE_FACES[loop[b]]) !== 0
    if ((apex > 1 && inFace(0, apex)) || (apex < last - 1 && inFace(apex, last))) continue
    const before = apex > 1 ? split(loop.slice(0, apex + 1)) : []
    const after = apex < last - 1 ? split(loop.slice(apex)) : []
    if (before && after) return [...before, [loop[0], loop[apex], loop[last]], ...after]
  }
  return null
}

/** For each sign pattern (bit c set: corner c is inside) the edges that carry the triangles' vertices, three each. */
export const CUBE_TRIANGLES: readonly Uint8Array[] = Array.from({ length: 256 }, (_, inside) =>
  Uint8Array.from(
    loops(segments(inside)).flatMap((loop) => {
      const triangles = split(loop)
      if (!triangles) throw new Error(`no triangles for cube pattern ${inside}`)
      return triangles.flat()
    }),
  ),
)
