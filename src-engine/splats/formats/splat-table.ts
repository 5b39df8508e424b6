import type { DataTable } from '@playcanvas/splat-transform'
import { StudioError } from '../../../src-shared/errors.ts'
import { type SplatCloud, shCoefficientCount } from '../../../src-shared/splat-cloud.ts'
import { halfTurnAboutX } from './half-turn.ts'

/** The library is loaded when it is first needed: it brings a graphics engine, 0.7 s and 90 MB. */
export const splatLibrary = () => import('@playcanvas/splat-transform')

const NO_SPLATS_HINT = 'Give a file of Gaussian splats; point clouds and meshes in PLY are something else.'

/**
 * Our cloud as the library's table of named columns, in the frame and the order of the 3DGS PLY layout: turned half
 * about x (y down), f_rest channel by channel where ours go coefficient by coefficient. `normals` adds the three unused
 * columns that the reference writes and some readers count on.
 */
export async function toTable(cloud: SplatCloud, normals: boolean): Promise<DataTable> {
  const { Column, DataTable, Transform } = await splatLibrary()
  const { count, positions, logScales, rotations, opacityLogits, sh } = halfTurnAboutX(cloud)
  const coefficients = shCoefficientCount(cloud.shDegree)
  const column = (name: string, from: Float32Array, stride: number, offset: number) => {
    const data = new Float32Array(count)
    for (let i = 0, p = offset; i < count; i++, p += stride) data[i] = from[p]
    return new Column(name, data)
  }
  const columns = ['x', 'y', 'z'].map((name, i) => column(name, positions, 3, i))
  if (normals) for (const name of ['nx', 'ny', 'nz']) columns.push(new Column(name, new Float32Array(count)))
  for (let c = 0; c < 3; c++) columns.push(column(`f_dc_${c}`, sh, 3 * coefficients, c))
  for (let c = 0, n = 0; c < 3; c++)
    for (let k = 1; k < coefficients; k++) columns.push(column(`f_rest_${n++}`, sh, 3 * coefficients, 3 * k + c))
  columns.push(new Column('opacity', opacityLogits))
  for (let i = 0; i < 3; i++) columns.push(column(`scale_${i}`, logScales, 3, i))
  for (let i = 0; i < 4; i++) columns.push(column(`rot_${i}`, rotations, 4, i))
  return new DataTable(columns, Transform.PLY)
}

/** The inverse of `toTable`; rotations are normalised. Throws `unsupported_format` where a column is missing. */
export function fromTable(table: DataTable): SplatCloud {
  const count = table.numRows
  const read = (name: string) => {
    const data = table.getColumnByName(name)?.data
    if (!data)
      throw new StudioError('unsupported_format', `The file holds no Gaussian splats (no ${name}).`, NO_SPLATS_HINT)
    return data
  }
  const gather = (names: readonly string[]) => {
    const out = new Float32Array(names.length * count)
    names.forEach((name, offset) => {
      const data = read(name)
      for (let i = 0, p = offset; i < count; i++, p += names.length) out[p] = data[i]
    })
    return out
  }
  const shDegree =
    ([3, 2, 1] as const).find((degree) => table.hasColumn(`f_rest_${3 * shCoefficientCount(degree) - 4}`)) ?? 0
  const rest = shCoefficientCount(shDegree) - 1
  const shNames = ['f_dc_0', 'f_dc_1', 'f_dc_2']
  for (let k = 0; k < rest; k++) for (let c = 0; c < 3; c++) shNames.push(`f_rest_${c * rest + k}`)
  return halfTurnAboutX({
    count,
    shDegree,
    positions: gather(['x', 'y', 'z']),
    logScales: gather(['scale_0', 'scale_1', 'scale_2']),
    rotations: normalised(gather(['rot_0', 'rot_1', 'rot_2', 'rot_3'])),
    opacityLogits: gather(['opacity']),
    sh: gather(shNames),
  })
}

function normalised(rotations: Float32Array): Float32Array {
  for (let i = 0; i < rotations.length; i += 4) {
    const length = Math.hypot(rotations[i], rotations[i + 1], rotations[i + 2], rotations[i + 3])
    // Unit to within rounding stays as it is, so that what we wrote comes back bit for bit.
    if (Math.abs(length - 1) < 1e-6) continue
    if (length > 0) for (let j = 0; j < 4; j++) rotations[i + j] /= length
    else rotations[i] = 1
  }
  return rotations
}
