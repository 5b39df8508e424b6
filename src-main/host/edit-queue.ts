import { editStateOf, operationsOf } from '../../src-shared/edit-state.ts'
import type { EditOperation, EditQueue } from '../../src-shared/edits.ts'

/** A queue's bounds: hours of work, and what a file and a message can carry without a pause that is felt. */
export const MAX_OPERATIONS = 500
const MAX_BYTES = 32 * 2 ** 20

/** The queue with one more operation at its cursor; what lay behind is cut off. `count`: how many splats there are. */
export function withOperation(
  { operations, cursor, ...queue }: EditQueue,
  added: EditOperation,
  count: number,
): EditQueue {
  let kept = [...operations.slice(0, cursor), added]
  // The last one always stays, so that what has just been done can be undone.
  while (kept.length > 2 && (kept.length > MAX_OPERATIONS || bytesOf(kept) > MAX_BYTES)) {
    const folded = folding(kept, Math.ceil(kept.length / 2), count)
    if (folded.length >= kept.length) break
    kept = folded
  }
  return { ...queue, operations: kept, cursor: kept.length }
}

/** The first `size` operations as the few that lead to the same state. */
function folding(operations: readonly EditOperation[], size: number, count: number): EditOperation[] {
  const state = editStateOf({ operations: [...operations], cursor: size }, count)
  return [...operationsOf(state, 'earlier edits'), ...operations.slice(size)]
}

function bytesOf(operations: readonly EditOperation[]): number {
  return operations.reduce((sum, operation) => sum + ('splats' in operation ? operation.splats.length : 0), 0)
}
