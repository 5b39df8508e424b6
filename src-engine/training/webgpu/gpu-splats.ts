import { type SplatCloud, shCoefficientCount } from '../../../src-shared/splat-cloud.ts'
import { type DeviceMemory, readBack } from './device-memory.ts'
import { FIELD, type FieldGroup, fieldGroups } from './wgsl/splat-fields.wgsl.ts'

/** Splats on the device, a buffer for each group of fields: see FieldGroup. */
export interface GpuSplats {
  readonly capacity: number
  readonly shDegree: SplatCloud['shDegree']
  readonly groups: readonly FieldGroup[]
  readonly values: readonly GPUBuffer[]
  upload(cloud: SplatCloud): void
  /** A copy of the first `count` splats, with unit quaternions. */
  download(count: number): Promise<SplatCloud>
}

/** Makes room for `capacity` splats with harmonics of `shDegree`; clouds of another degree are raised or cut to it. */
export function createGpuSplats(
  { device, storage }: DeviceMemory,
  capacity: number,
  shDegree: SplatCloud['shDegree'],
): GpuSplats {
  const groups = fieldGroups(shDegree)
  const values = groups.map(({ fields }) => storage('splats', 4 * fields * capacity))
  return {
    capacity,
    shDegree,
    groups,
    values,
    upload: (cloud) => {
      const plane = new Float32Array(cloud.count)
      for (const [g, { start, fields }] of groups.entries()) {
        for (let k = 0; k < fields; k++) {
          const { array, stride, offset } = placeOf(cloud, start + k)
          plane.fill(0)
          if (array) for (let i = 0, at = offset; i < cloud.count; i++, at += stride) plane[i] = array[at]
          device.queue.writeBuffer(values[g], 4 * k * capacity, plane)
        }
      }
    },
    download: async (count) => {
      const cloud: SplatCloud = {
        count,
        shDegree,
        positions: new Float32Array(3 * count),
        logScales: new Float32Array(3 * count),
        rotations: new Float32Array(4 * count),
        opacityLogits: new Float32Array(count),
        sh: new Float32Array(3 * shCoefficientCount(shDegree) * count),
      }
      for (const [g, { start, fields }] of groups.entries()) {
        const planes = new Float32Array(await readBack(device, values[g], 4 * fields * capacity))
        for (let k = 0; k < fields; k++) {
          const { array, stride, offset } = placeOf(cloud, start + k)
          const plane = planes.subarray(k * capacity)
          if (array) for (let i = 0, at = offset; i < count; i++, at += stride) array[at] = plane[i]
        }
      }
      makeUnit(cloud.rotations)
      return cloud
    },
  }
}

/** Where a cloud keeps a field: its array, the distance of two splats in it, the first one's place; null above its degree. */
function placeOf(cloud: SplatCloud, field: number): { array: Float32Array | null; stride: number; offset: number } {
  if (field < FIELD.logScale) return { array: cloud.positions, stride: 3, offset: field }
  if (field < FIELD.rotation) return { array: cloud.logScales, stride: 3, offset: field - FIELD.logScale }
  if (field < FIELD.opacity) return { array: cloud.rotations, stride: 4, offset: field - FIELD.rotation }
  if (field < FIELD.harmonics) return { array: cloud.opacityLogits, stride: 1, offset: 0 }
  const stride = 3 * shCoefficientCount(cloud.shDegree)
  const offset = field - FIELD.harmonics
  return { array: offset < stride ? cloud.sh : null, stride, offset }
}

function makeUnit(rotations: Float32Array): void {
  for (let q = 0; q < rotations.length; q += 4) {
    const length = Math.hypot(rotations[q], rotations[q + 1], rotations[q + 2], rotations[q + 3]) || 1
    for (let k = q; k < q + 4; k++) rotations[k] /= length
  }
}
