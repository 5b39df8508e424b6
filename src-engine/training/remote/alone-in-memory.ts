import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'

/**
 * The cloud in memory of its own, as a channel can carry it: shared memory cannot be sent to every kind of port, and of a
 * part of a larger buffer the whole would go.
 */
export function aloneInMemory(cloud: SplatCloud): SplatCloud {
  const { count, shDegree, positions, logScales, rotations, opacityLogits, sh } = cloud
  return {
    count,
    shDegree,
    positions: alone(positions),
    logScales: alone(logScales),
    rotations: alone(rotations),
    opacityLogits: alone(opacityLogits),
    sh: alone(sh),
  }
}

function alone(array: Float32Array): Float32Array {
  return array.buffer instanceof ArrayBuffer && array.byteLength === array.buffer.byteLength ? array : array.slice()
}
