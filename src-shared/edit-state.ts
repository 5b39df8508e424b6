import { type EditOperation, type EditQueue, NO_TRANSFORM, type Transform, type Volume } from './edits.ts'
import { decodeIndexSet, encodeIndexSet } from './index-set.ts'

/** What a queue of edits leads to. */
export interface EditState {
  /** 1 for each splat that is gone: N; null where none is. */
  readonly deleted: Uint8Array | null
  /** 1 for each splat that is selected: N; null where none is. A splat that is gone is not selected. */
  readonly selected: Uint8Array | null
  readonly crop: Volume | null
  readonly transform: Transform
}

/**
 * The state after the operations before the queue's cursor. `count` is how many splats there are.
 * Throws `RangeError` where a set of splats is none of so many.
 */
export function editStateOf(
  { operations, cursor }: Pick<EditQueue, 'operations' | 'cursor'>,
  count: number,
): EditState {
  let deleted: Uint8Array | null = null
  let selection: string | null = null
  let crop: Volume | null = null
  let transform = NO_TRANSFORM
  for (const operation of operations.slice(0, cursor)) {
    switch (operation.type) {
      case 'select':
        selection = operation.splats
        break
      case 'delete':
        deleted = mark(deleted, operation.splats, count)
        selection = null
        break
      case 'crop':
        crop = operation.volume
        break
      case 'transform':
        transform = operation.transform
    }
  }
  const selected = selection === null ? null : mark(null, selection, count)
  if (selected && deleted) for (let i = 0; i < count; i++) if (deleted[i]) selected[i] = 0
  return { deleted: anyMarked(deleted), selected: anyMarked(selected), crop, transform }
}

/** The fewest operations that lead to the same state. */
export function operationsOf({ deleted, selected, crop, transform }: EditState, label: string): EditOperation[] {
  const operations: EditOperation[] = []
  if (deleted) operations.push({ type: 'delete', splats: encodeMask(deleted), label })
  if (crop) operations.push({ type: 'crop', volume: crop })
  if (!isUnmoved(transform)) operations.push({ type: 'transform', transform })
  if (selected) operations.push({ type: 'select', splats: encodeMask(selected) })
  return operations
}

export function isUnmoved({ translation, rotation, scale }: Transform): boolean {
  return scale === 1 && translation.every((value) => value === 0) && rotation.slice(1).every((value) => value === 0)
}

function mark(mask: Uint8Array | null, splats: string, count: number): Uint8Array {
  const marked = mask ?? new Uint8Array(count)
  const indices = decodeIndexSet(splats, count)
  for (let i = 0; i < indices.length; i++) marked[indices[i]] = 1
  return marked
}

function anyMarked(mask: Uint8Array | null): Uint8Array | null {
  return mask?.includes(1) ? mask : null
}

function encodeMask(mask: Uint8Array): string {
  const indices = new Uint32Array(mask.length)
  let length = 0
  for (let i = 0; i < mask.length; i++) if (mask[i]) indices[length++] = i
  return encodeIndexSet(indices.subarray(0, length), mask.length)
}
