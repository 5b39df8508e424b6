import type { EditQueue } from '../../src-shared/edits.ts'

/** True when the edits in force change what is exported: a selection alone does not. */
export function changesModel({ operations, cursor }: Pick<EditQueue, 'operations' | 'cursor'>): boolean {
  return operations.slice(0, cursor).some(({ type }) => type !== 'select')
}
