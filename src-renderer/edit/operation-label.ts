import type { EditOperation } from '../../src-shared/edits.ts'
import { countIndexSet } from '../../src-shared/index-set.ts'
import { formatCount } from '../state/format.ts'

const labels = new WeakMap<EditOperation, string>()

/** What an operation does in a few words: "Delete 1,234 splats". Worked out once for each. */
export function operationLabel(operation: EditOperation): string {
  const known = labels.get(operation)
  if (known) return known
  const label = describe(operation)
  labels.set(operation, label)
  return label
}

function describe(operation: EditOperation): string {
  switch (operation.type) {
    case 'select': {
      const count = countIndexSet(operation.splats)
      return count === 0 ? 'Deselect' : `Select ${formatSplats(count)}`
    }
    case 'delete': {
      const how = operation.label === 'selected' || operation.label === '' ? '' : ` (${operation.label})`
      return `Delete ${formatSplats(countIndexSet(operation.splats))}${how}`
    }
    case 'crop':
      return operation.volume ? `Crop to a ${operation.volume.kind}` : 'Remove the crop'
    case 'transform':
      return 'Move the model'
  }
}

export function formatSplats(count: number): string {
  return `${count < 1e6 ? count.toLocaleString('en') : formatCount(count)} ${count === 1 ? 'splat' : 'splats'}`
}
