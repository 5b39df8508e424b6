import { partOf, type WorkOptions } from '../../src-shared/progress.ts'
import type { SignedField, VoxelGrid } from '../mesh/voxel-field.ts'

/** What is at points of a shape's cube. */
interface FieldSamples {
  /** Negative inside the object, 0 on its surface: N. */
  readonly signed: Float32Array
  /** sRGB 0..1: 3N. */
  readonly colours: Float32Array
}

/** Asks a shape (a model's second graph, or a formula) about points x y z in its cube, -1..1: 3N. */
export type FieldQuery = (points: Float32Array, options: WorkOptions) => Promise<FieldSamples>

/** Cells along each side of the coarse lattice that is asked first. */
const COARSE = 64
/** Points asked at once between two looks at the signal; 12 bytes each. */
const BATCH = 1 << 18

/**
 * Samples the cube on `grid` cells a side. Every point is asked on a lattice of 64 cells; of the finer ones only those
 * in cells at or next to the surface, the rest is interpolated: a sixteenth to a fortieth of all points at 256 and 384,
 * which is what makes a network of this kind bearable without a graphics card. What is thinner than a 64th of the cube
 * and lies between all points of the lattice is missed. The cube's border is made outside, so that the surface is closed.
 *
 * @param grid A multiple of 64.
 * @throws StudioError `cancelled`, and whatever the query throws.
 */
export async function sampleField(query: FieldQuery, grid: number, options: WorkOptions = {}): Promise<SignedField> {
  const step = grid / COARSE
  if (!Number.isInteger(step)) throw new RangeError(`The grid must be a multiple of ${COARSE}, not ${grid}`)
  const coarse = cubeGrid(COARSE)
  const rough = new Float32Array(coarse.nx ** 3)
  const all = Uint32Array.from(rough, (_, i) => i)
  await ask(query, coarse, all, rough, partOf(options, 0, step === 1 ? 1 : 0.3))
  const near = cellsAtSurface(rough)
  const fine = cubeGrid(grid)
  const values = step === 1 ? rough : interpolated(rough, fine.nx, step)
  if (step > 1) {
    const wanted = pointsOf(near, fine.nx, step)
    await ask(query, fine, wanted, values, partOf(options, 0.3, 1))
  }
  closeBorder(values, fine.nx)
  return { grid: fine, values, support: new Uint8Array(0) }
}

function cubeGrid(cells: number): VoxelGrid {
  const points = cells + 1
  return { origin: [-1, -1, -1], voxel: 2 / cells, nx: points, ny: points, nz: points }
}

/** Asks the query at some points of a grid and writes their values. */
async function ask(
  query: FieldQuery,
  { nx, voxel }: VoxelGrid,
  wanted: Uint32Array,
  values: Float32Array,
  options: WorkOptions,
): Promise<void> {
  for (let from = 0; from < wanted.length; from += BATCH) {
    const batch = wanted.subarray(from, from + BATCH)
    const points = new Float32Array(3 * batch.length)
    batch.forEach((at, p) => {
      points[3 * p] = voxel * (at % nx) - 1
      points[3 * p + 1] = voxel * (Math.floor(at / nx) % nx) - 1
      points[3 * p + 2] = voxel * Math.floor(at / nx ** 2) - 1
    })
    const whole: WorkOptions = {
      ...options,
      onProgress: (fraction) =>
        options.onProgress?.((from + fraction * batch.length) / wanted.length, 'Asking for the shape'),
    }
    const { signed } = await query(points, whole)
    batch.forEach((at, p) => {
      values[at] = signed[p]
    })
    options.onProgress?.((from + batch.length) / wanted.length, 'Asking for the shape')
  }
}

/** 1 for the cells of the coarse lattice in which the sign changes, and for all around them. */
function cellsAtSurface(rough: Float32Array): Uint8Array {
  const points = COARSE + 1
  const near = new Uint8Array(COARSE ** 3)
  for (let k = 0; k < COARSE; k++)
    for (let j = 0; j < COARSE; j++)
      for (let i = 0; i < COARSE; i++) {
        let inside = 0
        for (let c = 0; c < 8; c++) {
          const at = i + (c & 1) + points * (j + ((c >> 1) & 1) + points * (k + (c >> 2)))
          if (rough[at] < 0) inside++
        }
        if (inside === 0 || inside === 8) continue
        for (let w = Math.max(0, k - 1); w <= Math.min(COARSE - 1, k + 1); w++)
          for (let v = Math.max(0, j - 1); v <= Math.min(COARSE - 1, j + 1); v++)
            near.fill(
              1,
              COARSE * (v + COARSE * w) + Math.max(0, i - 1),
              COARSE * (v + COARSE * w) + Math.min(COARSE, i + 2),
            )
      }
  return near
}

/** The fine points in the chosen cells, each once, in order. */
function pointsOf(near: Uint8Array, points: number, step: number): Uint32Array {
  const chosen = new Uint8Array(points ** 3)
  for (let cell = 0; cell < near.length; cell++) {
    if (!near[cell]) continue
    const [i, j, k] = [cell % COARSE, Math.floor(cell / COARSE) % COARSE, Math.floor(cell / COARSE ** 2)]
    for (let w = k * step; w <= (k + 1) * step; w++)
      for (let v = j * step; v <= (j + 1) * step; v++) {
        const at = i * step + points * (v + points * w)
        chosen.fill(1, at, at + step + 1)
      }
  }
  let count = 0
  for (const value of chosen) count += value
  const result = new Uint32Array(count)
  let next = 0
  for (let at = 0; at < chosen.length; at++) if (chosen[at]) result[next++] = at
  return result
}

/** Trilinear between the points of the coarse lattice. */
function interpolated(rough: Float32Array, points: number, step: number): Float32Array {
  const coarse = COARSE + 1
  const values = new Float32Array(points ** 3)
  const mix = (at: number, next: number, t: number) => rough[at] * (1 - t) + rough[next] * t
  for (let k = 0; k < points; k++) {
    const k0 = Math.min(COARSE - 1, Math.floor(k / step))
    const tk = k / step - k0
    for (let j = 0; j < points; j++) {
      const j0 = Math.min(COARSE - 1, Math.floor(j / step))
      const tj = j / step - j0
      for (let i = 0; i < points; i++) {
        const i0 = Math.min(COARSE - 1, Math.floor(i / step))
        const ti = i / step - i0
        const at = i0 + coarse * (j0 + coarse * k0)
        const low = mix(at, at + 1, ti) * (1 - tj) + mix(at + coarse, at + coarse + 1, ti) * tj
        const up = at + coarse ** 2
        const high = mix(up, up + 1, ti) * (1 - tj) + mix(up + coarse, up + coarse + 1, ti) * tj
        values[i + points * (j + points * k)] = low * (1 - tk) + high * tk
      }
    }
  }
  return values
}

function closeBorder(values: Float32Array, points: number): void {
  const last = points - 1
  for (let k = 0; k < points; k++)
    for (let j = 0; j < points; j++)
      for (let i = 0; i < points; i++) {
        if (i > 0 && j > 0 && k > 0 && i < last && j < last && k < last) continue
        const at = i + points * (j + points * k)
        values[at] = Math.max(values[at], Number.EPSILON)
      }
}
