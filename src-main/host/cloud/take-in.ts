import type { Edits } from '../edit-calls.ts'
import { listExports } from '../exports.ts'
import { emitSummary, type HostContext } from '../host-context.ts'
import { type StoredProject, stateOf } from '../stored-project.ts'

/**
 * Reads a folder that another machine's version has been put into, or that has come into the library, and tells every studio
 * all of it: what they show of it is fetched anew.
 *
 * @param before How the library knew the project; null: not yet.
 */
export async function takeIn(
  context: HostContext,
  edits: Pick<Edits, 'tellReplaced'>,
  id: string,
  before: StoredProject | null,
): Promise<void> {
  const project = await context.library.reread(id)
  if (!project) return
  if (before) countOn(before, project)
  emitSummary(context, project)
  context.emit({ type: 'project', projectId: id, project: stateOf(project, await listExports(project)) })
  if (before) await edits.tellReplaced(before, project)
}

/**
 * The pictures of a run bear numbers by which studios tell a new one from one they have. Two machines may have counted to
 * the same, so here the count goes on. In memory only: written down, it would be a change of this machine's.
 */
function countOn({ run: before }: StoredProject, { run }: StoredProject): void {
  for (const picture of ['preview', 'scene', 'refinement'] as const) {
    const [old, now] = [before[picture], run[picture]]
    if (old && now) now.revision = Math.max(old.revision, now.revision) + 1
  }
}
