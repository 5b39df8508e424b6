import { parseArrays, takeArray } from '../../src-shared/array-file.ts'
import { StudioError } from '../../src-shared/errors.ts'
import { type SplatCloud, shCoefficientCount } from '../../src-shared/splat-cloud.ts'

/** The trained splats of an array file (docs/project-format.md, training/splats.bin). Throws `project_damaged`. */
export function readCloud(bytes: Uint8Array): SplatCloud {
  try {
    const arrays = parseArrays(bytes)
    const take = (name: string) => takeArray(arrays, name, Float32Array)
    const opacityLogits = take('opacityLogits')
    const sh = take('sh')
    const count = opacityLogits.length
    const shDegree = ([0, 1, 2, 3] as const).find((degree) => sh.length === 3 * shCoefficientCount(degree) * count)
    const [positions, logScales, rotations] = [take('positions'), take('logScales'), take('rotations')]
    if (shDegree === undefined || positions.length !== 3 * count || logScales.length !== 3 * count) throw unequal()
    if (rotations.length !== 4 * count) throw unequal()
    return { count, shDegree, positions, logScales, rotations, opacityLogits, sh }
  } catch (cause) {
    const hint = 'Start the run again with “Train anew”: the photos are untouched.'
    throw new StudioError('project_damaged', 'The trained splats cannot be read.', hint, { cause })
  }
}

function unequal(): Error {
  return new Error('The arrays are not of one number of splats')
}
