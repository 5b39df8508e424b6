import { asStudioError } from '../../src-shared/as-studio-error.ts'
import type { EditOperation, Transform, Volume } from '../../src-shared/edits.ts'
import { formatFileAddress } from '../../src-shared/studio-api/file-address.ts'
import { studioClient } from '../state/studio-store.ts'
import { toast, toastError } from '../ui/toast.tsx'
import type { Pick, SelectMode } from './edit-requests.ts'
import { NOTHING_LOADED, useEdits } from './edit-store.ts'
import type { EditWorkerApi } from './edit-worker-api.ts'
import { type EditWorker, startEditWorker } from './edit-worker-client.ts'
import { createSerialQueue } from './serial-queue.ts'

interface Editing {
  readonly projectId: string
  readonly worker: EditWorker
  /** Names the splats; the host takes edits of no others. */
  cloudName: string
  /** The latest state of the edits that this window has seen. */
  revision: number
  readonly stopListening: () => void
  readonly inTurn: ReturnType<typeof createSerialQueue>
}

let editing: Editing | null = null

/** Loads the trained splats of a project and the edits made so far. What was being edited before is closed. */
export async function openEditing(projectId: string): Promise<void> {
  closeEditing()
  const mine: Editing = {
    projectId,
    worker: startEditWorker(),
    cloudName: '',
    revision: 0,
    stopListening: studioClient().onEvent((event) => {
      if (event.type === 'edits' && event.projectId === projectId) void followOthers(mine, event.revision)
    }),
    inTurn: createSerialQueue(),
  }
  editing = mine
  useEdits.setState({ ...NOTHING_LOADED, status: 'loading' })
  try {
    const address = new URL(formatFileAddress({ kind: 'cloud', projectId }), document.baseURI).href
    const [cloud, queue] = await Promise.all([
      mine.worker.api.load(address),
      studioClient().api.getEdits({ projectId }),
    ])
    const view = await mine.worker.api.setQueue(queue.operations, queue.cursor)
    mine.cloudName = queue.cloud
    mine.revision = queue.revision
    const { operations, cursor } = queue
    if (editing === mine) useEdits.setState({ status: 'ready', cloud, operations, cursor, ...view })
  } catch (error) {
    if (editing !== mine) return
    closeEditing()
    useEdits.setState({ status: 'failed' })
    toastError(error, { label: 'Try again', run: () => void openEditing(projectId) })
  }
}

export function closeEditing(): void {
  editing?.worker.close()
  editing?.stopListening()
  editing = null
  useEdits.setState(NOTHING_LOADED)
}

/** The worker with the master; null until it is loaded. */
export function editWorker(): EditWorkerApi | null {
  return editing && useEdits.getState().status === 'ready' ? editing.worker.api : null
}

/**
 * Works an operation out and lets it take effect, after all that were asked for before. It counts once the host has it.
 * False where there was nothing to do or it failed, which the person is told.
 */
export function perform(
  busy: string,
  make: (worker: EditWorkerApi) => Promise<EditOperation | null>,
): Promise<boolean> {
  return inTurn(busy, async (mine) => {
    const { projectId, cloudName, worker } = mine
    const operation = await make(worker.api)
    if (!operation) return false
    const { operations, cursor } = useEdits.getState()
    const answer = await studioClient().api.pushEdit({ projectId, cloud: cloudName, at: cursor, operation })
    mine.revision = answer.revision
    if (answer.cursor !== cursor + 1) await reload()
    else {
      const view = await worker.api.push(operation)
      const next = [...operations.slice(0, cursor), operation]
      useEdits.setState({ operations: next, cursor: next.length, floaters: null, ...view })
    }
    return true
  })
}

/** Undo and redo: to the state after so many operations, or so many steps back or forth. */
export function moveEdits(to: { readonly cursor: number } | { readonly by: number }): Promise<boolean> {
  return inTurn('Undoing', async (mine) => {
    const { projectId, cloudName, worker } = mine
    const { operations, cursor } = useEdits.getState()
    const wanted = Math.min(Math.max('by' in to ? cursor + to.by : to.cursor, 0), operations.length)
    if (wanted === cursor) return false
    const answer = await studioClient().api.moveEdits({ projectId, cloud: cloudName, cursor: wanted })
    mine.revision = answer.revision
    const view = await worker.api.moveTo(answer.cursor)
    useEdits.setState({ cursor: answer.cursor, floaters: null, cropDraft: null, transformDraft: null, ...view })
    return true
  })
}

export function select(pick: Pick, mode: SelectMode = 'replace'): Promise<boolean> {
  return perform('Selecting', (worker) => worker.select(pick, mode))
}

export async function deleteSelected(): Promise<void> {
  await perform('Deleting', (worker) => worker.deletion('selected'))
}

export async function keepSelected(): Promise<void> {
  await perform('Deleting', (worker) => worker.deletion('others'))
}

/** Null brings back what was hidden. */
export function hideSplats(what: 'selected' | null): Promise<boolean> {
  return inTurn('Hiding', async ({ worker }) => {
    useEdits.setState({ ...(await worker.api.hide(what)), floaters: null })
    return true
  })
}

export async function applyCrop(volume: Volume | null): Promise<void> {
  await perform('Cropping', async () => ({ type: 'crop', volume }))
}

export async function applyTransform(transform: Transform): Promise<void> {
  await perform('Moving', async () => ({ type: 'transform', transform }))
}

/** One task after the other; what goes wrong is told, and what was done elsewhere is shown. */
async function inTurn(busy: string, task: (mine: Editing) => Promise<boolean>): Promise<boolean> {
  const mine = editing
  if (!mine || useEdits.getState().status !== 'ready') return false
  return mine.inTurn(async () => {
    if (editing !== mine) return false
    useEdits.setState({ busy })
    try {
      return await task(mine)
    } catch (cause) {
      if (editing !== mine) return false
      const error = asStudioError(cause)
      if (error.code !== 'bad_arguments') {
        toastError(error)
        // What a tool has shown beforehand goes back to what holds.
        useEdits.setState(await mine.worker.api.moveTo(useEdits.getState().cursor))
      } else {
        const hint = 'You now see it as it is. Do your last edit once more if it is still wanted.'
        toast({ kind: 'warning', title: error.message, hint })
        await reload().catch(toastError)
      }
      return false
    } finally {
      if (editing === mine) useEdits.setState({ busy: null })
    }
  })
}

/** After what is under way here, whose own revision may be the one that was told of. */
async function followOthers(mine: Editing, revision: number): Promise<void> {
  await mine
    .inTurn(async () => {
      if (editing === mine && useEdits.getState().status === 'ready' && revision > mine.revision) await reload()
    })
    .catch(toastError)
}

/** Shows the edits as the host has them. */
async function reload(): Promise<void> {
  const mine = editing
  if (!mine) return
  const queue = await studioClient().api.getEdits({ projectId: mine.projectId })
  if (queue.cloud !== mine.cloudName) return openEditing(mine.projectId)
  mine.revision = queue.revision
  const view = await mine.worker.api.setQueue(queue.operations, queue.cursor)
  if (editing !== mine) return
  useEdits.setState({ operations: queue.operations, cursor: queue.cursor, floaters: null, ...view })
}
