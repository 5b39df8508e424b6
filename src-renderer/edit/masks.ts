import type { SelectMode } from './edit-requests.ts'

/** What a pick makes of a selection; masks of N splats, 1 for each that is in it. */
export function combineMasks(before: Uint8Array, picked: Uint8Array, mode: SelectMode): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(before.length)
  for (let i = 0; i < out.length; i++) {
    if (mode === 'replace') out[i] = picked[i]
    else if (mode === 'add') out[i] = before[i] | picked[i]
    else out[i] = before[i] & (1 - picked[i])
  }
  return out
}

export function countMask(mask: Uint8Array): number {
  let count = 0
  for (let i = 0; i < mask.length; i++) count += mask[i]
  return count
}

/** Sorted indices of the ones. */
export function maskIndices(mask: Uint8Array): Uint32Array {
  const indices = new Uint32Array(countMask(mask))
  let next = 0
  for (let i = 0; i < mask.length; i++) if (mask[i]) indices[next++] = i
  return indices
}
