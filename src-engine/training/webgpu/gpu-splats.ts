import { type SplatCloud, shCoefficientCount } from '../../../src-shared/splat-cloud.ts'
import { type DeviceMemory, readBack } from './device-memory.ts'
import { FIELD } from './wgsl/footprint.wgsl.ts'

/** Splats on the device. Field k of splat i is at [k * capacity + i]; the fields are FIELD's. */
export interface GpuSplats {
  readonly capacity: number
  readonly shDegree: SplatCloud['shDegree']
  /** Floats of a splat. */
  readonly fields: number
  readonly values: GPUBuffer
  upload(cloud: SplatCloud): void
  /** A copy of the first `count` splats, with unit quaternions. */
  download(count: number): Promise<SplatCloud>
}

/** Floats of a splat at a degree. */
export function fieldsOf(shDegree: SplatCloud['shDegree']): number {
  return FIELD.harmonics + 3 * shCoefficientCount(shDegree)
}

/** Makes room for `capacity` splats with harmonics of `shDegree`; clouds of another degree are raised or cut to it. */
export function createGpuSplats(memory: DeviceMemory, capacity: number, shDegree: SplatCloud['shDegree']): GpuSplats {
  const { device } = memory
  const fields = fieldsOf(shDegree)
  const values = memory.storage('splats', 4 * fields * capacity)
  return {
    capacity,
    shDegree,
    fields,
    values,
    upload: (cloud) => {
      for (let field = 0; field < fields; field++) {
        const { array, stride, offset } = placeOf(cloud, field)
        const plane = new Float32Array(cloud.count)
        if (array) for (let i = 0, from = offset; i < cloud.count; i++, from += stride) plane[i] = array[from]
        device.queue.writeBuffer(values, 4 * field * capacity, plane)
      }
    },
    download: async (count) => {
      const planes = new Float32Array(await readBack(device, values, 4 * fields * capacity))
      const cloud: SplatCloud = {
        count,
        shDegree,
        positions: new Float32Array(3 * count),
        logScales: new Float32Array(3 * count),
        rotations: new Float32Array(4 * count),
        opacityLogits: new Float32Array(count),
        sh: new Float32Array((fields - FIELD.harmonics) * count),
      }
      for (let field = 0; field < fields; field++) {
        const { array, stride, offset } = placeOf(cloud, field)
        const from = field * capacity
        for (let i = 0, to = offset; i < count; i++, to += stride) array![to] = planes[from + i]
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
