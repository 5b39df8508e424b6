import { join } from 'node:path'
import { type TrainedCloud, trainedCloud } from '../../src-engine/library/trained-cloud.ts'
import type { EditOperation, EditQueue } from '../../src-shared/edits.ts'
import { StudioError } from '../../src-shared/errors.ts'
import { decodeIndexSet } from '../../src-shared/index-set.ts'
import type { StudioHandlers } from '../../src-shared/studio-api/studio-calls.ts'
import { withOperation } from './edit-queue.ts'
import { createEditStore, type EditStore } from './edit-store.ts'
import type { HostContext } from './host-context.ts'
import { projectPaths, type StoredProject } from './stored-project.ts'

type EditHandlers = Pick<StudioHandlers, 'getEdits' | 'pushEdit' | 'moveEdits'>

export interface Edits {
  readonly calls: EditHandlers
  /** The edits of the project's present splats. Throws `bad_arguments` where there are no splats. */
  queueOf(project: StoredProject): Promise<EditQueue>
}

/** The calls that edit the trained splats of a project. */
export function createEdits({ library }: HostContext): Edits {
  const stores = new WeakMap<StoredProject, EditStore>()
  const storeOf = (project: StoredProject) => {
    const store = stores.get(project) ?? createEditStore(join(project.folder, 'edits.json'))
    stores.set(project, store)
    return store
  }
  const cloudOf = (project: StoredProject) => trainedCloud(projectPaths(project.folder).work)
  const change = async (
    { projectId, cloud }: { projectId: string; cloud: string },
    next: (queue: EditQueue, splats: number) => EditQueue,
  ) => {
    const project = library.get(projectId)
    const { cursor } = await storeOf(project).change(async (now) => {
      const present = await cloudOf(project)
      if (cloud !== present.name) throw elsewhere('The splats have been trained anew since.')
      const queue = next(ofCloud(now, present), present.count)
      // Deleted while this waited: nothing is written into a folder that is gone.
      library.get(projectId)
      return queue
    })
    return { cursor }
  }
  const queueOf = async (project: StoredProject) => {
    const present = await cloudOf(project)
    return ofCloud(await storeOf(project).read(), present)
  }
  return {
    queueOf,
    calls: {
      getEdits: ({ projectId }) => queueOf(library.get(projectId)),
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
function ofCloud(queue: EditQueue | null, { name }: TrainedCloud): EditQueue {
  return queue?.cloud === name ? queue : { cloud: name, operations: [], cursor: 0 }
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
