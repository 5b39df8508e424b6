import { readFile } from 'node:fs/promises'
import { seededRandom } from '../src-engine/math/random.ts'

/** A triangle surface: x y z of the vertices, three indices a face. */
export interface Surface {
  readonly positions: Float64Array
  readonly indices: Uint32Array
}

/** A ground-truth `cameras.json`: one pinhole, `camera_to_world` 4x4 with OpenCV axes. */
export interface TrueView {
  readonly width: number
  readonly height: number
  readonly fx: number
  readonly fy: number
  readonly cx: number
  readonly cy: number
  readonly frames: readonly { readonly camera_to_world: readonly (readonly number[])[] }[]
}

/** Mean distances in percent of the true surface's bounding-box diagonal; F-score at 1 % of it. */
export interface SurfaceScore {
  readonly accuracyPct: number
  readonly completenessPct: number
  readonly fscore: number
}

const SAMPLES = 120_000

/**
 * Compares a surface with the true one, both in the frame of the truth (z up, the object on z = 0): random points of each,
 * as far as two photos see them, against the nearest of the other. The measure of Knapitsch et al. 2017 (Tanks and Temples).
 */
export function scoreSurface(found: Surface, truth: Surface, views: TrueView): SurfaceScore {
  const low = [0, 1, 2].map((axis) => extreme(truth.positions, axis, Math.min))
  const high = [0, 1, 2].map((axis) => extreme(truth.positions, axis, Math.max))
  const diagonal = Math.hypot(...low.map((value, axis) => high[axis] - value))
  const random = seededRandom(1)
  const real = samplePoints(truth, random)
  const made = samplePoints(found, random)
  const tolerance = 0.01 * diagonal
  // The ring the object stands on is seen by nobody.
  const standing = low[2] + tolerance
  const seenReal = select(real, seenTwice(real, views, tolerance), (z) => z > standing)
  const seenMade = select(made, seenTwice(made, views, tolerance), () => true)
  const toReal = nearestDistances(seenMade, real, tolerance)
  const toMade = nearestDistances(seenReal, made, tolerance)
  const precision = toReal.filter((d) => d < tolerance).length / toReal.length
  const recall = toMade.filter((d) => d < tolerance).length / toMade.length
  return {
    accuracyPct: (100 * mean(toReal)) / diagonal,
    completenessPct: (100 * mean(toMade)) / diagonal,
    fscore: (2 * precision * recall) / Math.max(precision + recall, 1e-9),
  }
}

export async function readObj(path: string): Promise<Surface> {
  const positions: number[] = []
  const indices: number[] = []
  for (const line of (await readFile(path, 'utf8')).split('\n')) {
    const words = line.trim().split(/\s+/)
    if (words[0] === 'v') positions.push(Number(words[1]), Number(words[2]), Number(words[3]))
    if (words[0] !== 'f') continue
    const corners = words.slice(1).map((word) => Number(word.split('/')[0]) - 1)
    for (let i = 1; i + 1 < corners.length; i++) indices.push(corners[0], corners[i], corners[i + 1])
  }
  return { positions: Float64Array.from(positions), indices: Uint32Array.from(indices) }
}

function extreme(positions: Float64Array, axis: number, pick: (a: number, b: number) => number): number {
  let value = positions[axis]
  for (let i = axis; i < positions.length; i += 3) value = pick(value, positions[i])
  return value
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Points spread evenly over the area: 3 x SAMPLES. */
function samplePoints({ positions: p, indices }: Surface, random: () => number): Float64Array {
  const areas = new Float64Array(indices.length / 3)
  let total = 0
  for (let f = 0; f < areas.length; f++) {
    const [a, b, c] = [3 * indices[3 * f], 3 * indices[3 * f + 1], 3 * indices[3 * f + 2]]
    const [ux, uy, uz] = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]]
    const [vx, vy, vz] = [p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]]
    total += Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx)
    areas[f] = total
  }
  const points = new Float64Array(3 * SAMPLES)
  for (let i = 0; i < SAMPLES; i++) {
    const wanted = random() * total
    let [from, to] = [0, areas.length - 1]
    while (from < to) {
      const middle = (from + to) >> 1
      if (areas[middle] < wanted) from = middle + 1
      else to = middle
    }
    let [u, v] = [random(), random()]
    if (u + v > 1) [u, v] = [1 - u, 1 - v]
    const [a, b, c] = [3 * indices[3 * from], 3 * indices[3 * from + 1], 3 * indices[3 * from + 2]]
    for (let k = 0; k < 3; k++) points[3 * i + k] = (1 - u - v) * p[a + k] + u * p[b + k] + v * p[c + k]
  }
  return points
}

/** Marks the points that at least two views see, by a coarse z-buffer of the points themselves. */
function seenTwice(points: Float64Array, views: TrueView, tolerance: number): Uint8Array {
  const count = new Uint8Array(points.length / 3)
  const [width, height] = [views.width >> 2, views.height >> 2]
  const pixels = new Int32Array(count.length)
  const depths = new Float64Array(count.length)
  for (const { camera_to_world: m } of views.frames) {
    const nearest = new Float64Array(width * height).fill(Number.POSITIVE_INFINITY)
    for (let i = 0; i < count.length; i++) {
      const d = [0, 1, 2].map((k) => points[3 * i + k] - m[k][3])
      const [x, y, z] = [0, 1, 2].map((c) => m[0][c] * d[0] + m[1][c] * d[1] + m[2][c] * d[2])
      const u = Math.floor(((x / z) * views.fx + views.cx) / 4)
      const v = Math.floor(((y / z) * views.fy + views.cy) / 4)
      pixels[i] = z > 0 && u >= 0 && v >= 0 && u < width && v < height ? v * width + u : -1
      depths[i] = z
      if (pixels[i] >= 0) nearest[pixels[i]] = Math.min(nearest[pixels[i]], z)
    }
    for (let i = 0; i < count.length; i++)
      if (pixels[i] >= 0 && depths[i] < nearest[pixels[i]] + tolerance) count[i] = Math.min(2, count[i] + 1)
  }
  return count.map((seen) => (seen >= 2 ? 1 : 0))
}

function select(points: Float64Array, keep: Uint8Array, above: (z: number) => boolean): Float64Array {
  const kept: number[] = []
  for (let i = 0; i < keep.length; i++)
    if (keep[i] && above(points[3 * i + 2])) kept.push(points[3 * i], points[3 * i + 1], points[3 * i + 2])
  return Float64Array.from(kept)
}

/** Distance from each point to the nearest of `others`, found in a grid of cells `cell` wide, ring by ring. */
function nearestDistances(points: Float64Array, others: Float64Array, cell: number): Float64Array {
  const grid = new Map<string, number[]>()
  const low = [0, 1, 2].map((axis) => extreme(others, axis, Math.min))
  const sizes = [0, 1, 2].map((axis) => Math.floor((extreme(others, axis, Math.max) - low[axis]) / cell) + 1)
  const cellOf = (p: Float64Array, i: number) => [0, 1, 2].map((k) => Math.floor((p[3 * i + k] - low[k]) / cell))
  for (let i = 0; i < others.length / 3; i++) {
    const key = cellOf(others, i).join()
    const bucket = grid.get(key)
    if (bucket) bucket.push(i)
    else grid.set(key, [i])
  }
  const rings = Math.max(...sizes)
  return new Float64Array(points.length / 3).map((_, i) => {
    const at = cellOf(points, i)
    // A point outside the grid starts at the ring that first touches it.
    const outside = Math.max(0, ...at.map((c, k) => Math.max(-c, c - sizes[k] + 1)))
    let best = Number.POSITIVE_INFINITY
    for (let ring = outside; ring <= outside + rings && best > (ring - 1) * cell; ring++) {
      for (let x = at[0] - ring; x <= at[0] + ring; x++)
        for (let y = at[1] - ring; y <= at[1] + ring; y++) {
          const shell = Math.max(Math.abs(x - at[0]), Math.abs(y - at[1])) === ring
          for (let z = at[2] - ring; z <= at[2] + ring; z += shell ? 1 : Math.max(1, 2 * ring)) {
            for (const j of grid.get(`${x},${y},${z}`) ?? []) best = Math.min(best, distanceOf(points, i, others, j))
          }
        }
    }
    return best
  })
}

function distanceOf(a: Float64Array, i: number, b: Float64Array, j: number): number {
  return Math.hypot(a[3 * i] - b[3 * j], a[3 * i + 1] - b[3 * j + 1], a[3 * i + 2] - b[3 * j + 2])
}
