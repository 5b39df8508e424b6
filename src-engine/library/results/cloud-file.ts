import { takeArray } from '../../../src-shared/array-file.ts'
import { type SplatCloud, shCoefficientCount } from '../../../src-shared/splat-cloud.ts'
import { readArrays, writeArrays } from '../array-file.ts'

/** Splats bit for bit, in our world frame: an array file of their parameters. */
export async function writeCloud(path: string, cloud: SplatCloud): Promise<void> {
  const { positions, logScales, rotations, opacityLogits, sh } = cloud
  await writeArrays(path, { positions, logScales, rotations, opacityLogits, sh })
}

/** Reads a file of `writeCloud`. Throws when it is not one or is cut short. */
export async function readCloud(path: string): Promise<SplatCloud> {
  const arrays = await readArrays(path)
  const take = (name: string) => takeArray(arrays, name, Float32Array)
  const [opacityLogits, sh] = [take('opacityLogits'), take('sh')]
  const count = opacityLogits.length
  const shDegree = ([0, 1, 2, 3] as const).find((degree) => 3 * count * shCoefficientCount(degree) === sh.length)
  if (shDegree === undefined) throw new Error(`${path} holds ${sh.length} harmonics of ${count} splats`)
  return {
    count,
    shDegree,
    positions: take('positions'),
    logScales: take('logScales'),
    rotations: take('rotations'),
    opacityLogits,
    sh,
  }
}
