import { join } from 'node:path'
import { type TrainedCloud, trainedCloud } from '../../src-engine/library/trained-cloud.ts'
import { editStateOf, operationsOf } from '../../src-shared/edit-state.ts'
import type { EditOperation, EditQueue } from '../../src-shared/edits.ts'
import { StudioError } from '../../src-shared/errors.ts'
import { decodeIndexSet } from '../../src-shared/index-set.ts'
import type { StudioHandlers } from '../../src-shared/studio-api/studio-calls.ts'
import { withOperation } from './edit-queue.ts'
import { createEditStore, type EditStore } from './edit-store.ts'
import type { HostContext } from './host-context.ts'
import { projectPaths, type StoredProject } from './stored-project.ts'

type EditHandlers = Pick<StudioHandlers, 'getEdits' | 'pushEdit' | 'moveEdits'>

const FILE = 'edits.json'

interface ModelEdits {
  readonly cloud: string
  readonly operations: EditOperation[]
}

export interface Edits {
  readonly calls: EditHandlers
  /** What an export has to apply: the fewest operations that make the project's present state; null where there are none. */
  ofModel(project: StoredProject): Promise<ModelEdits | null>
  /** Tells every studio that a project's folder holds other edits than before. */
  tellReplaced(before: StoredProject, after: StoredProject): Promise<void>
}

/** The calls that edit the trained splats of a project. */
export function createEdits({ library, emit }: HostContext): Edits {
  const stores = new WeakMap<StoredProject, EditStore>()
  const storeOf = (project: StoredProject) => {
    const write = (_: string, content: string | readonly Uint8Array[]) => project.saveFile(FILE, content)
    const store = stores.get(project) ?? createEditStore(join(project.folder, FILE), write)
    stores.set(project, store)
    return store
  }
  const cloudOf = async (project: StoredProject) => {
    const cloud = await trainedCloud(projectPaths(project.folder).work)
    if (cloud) return cloud
    throw new StudioError(
      'bad_arguments',
      'There are no trained splats to edit yet.',
      'Start the run, or resume it, and edit when training has ended.',
    )
  }
  /** Sizes of exports are asked for often; the queue changes seldom. */
  const folded = new WeakMap<EditQueue, EditOperation[]>()
  const change = async (
    { projectId, cloud }: { projectId: string; cloud: string },
    next: (queue: EditQueue, splats: number) => EditQueue,
  ) => {
    const project = library.get(projectId)
    const { cursor, revision } = await storeOf(project).change(async (now) => {
      const present = await cloudOf(project)
      if (cloud !== present.name) throw elsewhere('The splats have been trained anew since.')
      const queue = next(ofCloud(now, present), present.count)
      // Deleted while this waited: nothing is written into a folder that is gone.
      library.get(projectId)
      return { ...queue, revision: (now?.revision ?? 0) + 1 }
    })
    emit({ type: 'edits', projectId, revision })
    return { cursor, revision }
  }
  return {
    ofModel: async (project) => {
      const present = await trainedCloud(projectPaths(project.folder).work)
      const queue = present && (await storeOf(project).read())
      if (!present || !queue || !isOf(queue, present)) return null
      const operations = folded.get(queue) ?? modelEdits(queue, present.count)
      folded.set(queue, operations)
      return operations.length > 0 ? { cloud: present.name, operations } : null
    },
    tellReplaced: async (before, after) => {
      // Another machine counts for itself: its count may be the lower one, and is to be taken all the same.
      const counts = await Promise.all(
        [before, after].map((project) =>
          storeOf(project)
            .read()
            .catch(() => null),
        ),
      )
      const revision = Math.max(...counts.map((queue) => queue?.revision ?? 0)) + 1
      emit({ type: 'edits', projectId: after.id, revision })
    },
    calls: {
      getEdits: async ({ projectId }) => {
        const project = library.get(projectId)
        const present = await cloudOf(project)
        return ofCloud(await storeOf(project).read(), present)
      },
      pushEdit: ({ at, operation, ...whose }) =>
        change(whose, (queue, splats) => {
          if (at !== queue.cursor) throw elsewhere('The model has been edited elsewhere.')
          checkSet(operation, splats)
          return withOperation(queue, operation, splats)
        }),
      moveEdits: ({ cursor, ...whose }) =>
        change(whose, (queue) => {
          if (cursor > queue.operations.length) throw elsewhere('There are not so many edits.')
          return { ...queue, cursor }
        }),
    },
  }
}

/** The queue where it is about these splats, else an empty one. */
function ofCloud(queue: EditQueue | null, present: TrainedCloud): EditQueue {
  if (queue && isOf(queue, present)) return { ...queue, cloud: present.name }
  return { cloud: present.name, operations: [], cursor: 0, revision: queue?.revision ?? 0 }
}

/** Splats that have been trained longer keep their edits. */
function isOf({ cloud }: EditQueue, { name, continues }: TrainedCloud): boolean {
  return cloud === name || continues.includes(cloud)
}

/** What is selected is no part of a model. */
function modelEdits(queue: EditQueue, count: number): EditOperation[] {
  return operationsOf({ ...editStateOf(queue, count), selected: null }, 'edits')
}

function checkSet(operation: EditOperation, splats: number): void {
  if (!('splats' in operation)) return
  try {
    decodeIndexSet(operation.splats, splats)
  } catch (cause) {
    const hint = 'Reload the studio, so that it shows the splats as they are.'
    throw new StudioError('bad_arguments', `The edit names splats that are none of the ${splats}.`, hint, { cause })
  }
}

function elsewhere(message: string): StudioError {
  return new StudioError('bad_arguments', message, 'Open the project again to go on from how it is now.')
}
