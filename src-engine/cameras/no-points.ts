import type { SparsePoints } from './types.ts'

/** Where cameras come without points, or splats are there already. */
export function noPoints(): SparsePoints {
  return {
    count: 0,
    positions: new Float64Array(0),
    colors: new Uint8Array(0),
    errors: new Float32Array(0),
    trackStarts: new Uint32Array(1),
    observedBy: new Uint32Array(0),
    observedAt: new Float32Array(0),
  }
}
