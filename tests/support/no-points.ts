import type { SparsePoints } from '../../src-engine/cameras/types.ts'

/** For runs that start from splats. */
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
