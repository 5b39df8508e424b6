import { StudioError } from '../../src-shared/errors.ts'
import type { EngineEvent } from '../../src-shared/events.ts'
import type { RunState } from '../../src-shared/studio-api/project.ts'
import type { StudioHandlers } from '../../src-shared/studio-api/studio-calls.ts'
import { emitSummary, type HostContext } from './host-context.ts'
import { runProject } from './run-project.ts'
import { createRunQueue, type RunQueue } from './run-queue.ts'
import { recordEngineEvent } from './run-record.ts'
import type { StoredProject } from './stored-project.ts'

type RunHandlers = Pick<StudioHandlers, 'startRun' | 'resumeRun' | 'cancelRun' | 'reorderQueue'>

export interface Runs {
  readonly calls: RunHandlers
  readonly queue: RunQueue
  /** Takes in what the engine says of a run. */
  onRunEvent(projectId: string, event: EngineEvent): void
}

/** The record of a run is written at every turn, and of its figures as often as this. */
const SAVE_EVERY_MS = 5000

/** The calls that queue, run and cancel. */
export function createRuns(context: HostContext): Runs {
  const { library } = context
  const afresh = new Set<string>()
  /** What a queued project was before, should it be taken out again. */
  const stateBefore = new Map<string, RunState>()
  let lastSave = 0

  const setState = async (project: StoredProject, state: RunState) => {
    project.run.state = state
    emitSummary(context, project)
    await project.saveRun()
  }
  const queue = createRunQueue(
    (id) => runProject(context, library.get(id), afresh.delete(id)),
    () => context.emit({ type: 'queue', queue: queue.order() }),
  )
  const enqueue = async (project: StoredProject) => {
    if (queue.isRunning(project.id)) {
      throw new StudioError(
        'project_busy',
        `${project.record.name} is running already.`,
        'Wait for it to end, or cancel it.',
      )
    }
    if (queue.order().includes(project.id)) return queue.order()
    stateBefore.set(project.id, project.run.state)
    // In the queue before the first await: a project that waits cannot be deleted.
    const saved = setState(project, 'queued')
    queue.add(project.id)
    await saved
    return queue.order()
  }
  return {
    queue,
    calls: {
      startRun: async ({ projectId, options, afresh: anew }) => {
        const project = library.get(projectId)
        if (queue.isRunning(projectId)) return enqueue(project)
        project.record.options = options
        if (anew) afresh.add(projectId)
        else afresh.delete(projectId)
        const [order] = await Promise.all([enqueue(project), project.saveRecord()])
        return order
      },
      resumeRun: async ({ projectId }) => enqueue(library.get(projectId)),
      cancelRun: async ({ projectId }) => {
        const project = library.get(projectId)
        if (queue.isRunning(projectId)) {
          await setState(project, 'cancelling')
          await context.engine.calls.cancel({})
        } else if (queue.remove(projectId)) {
          await setState(project, stateBefore.get(projectId) ?? 'idle')
        }
        return queue.order()
      },
      reorderQueue: ({ projectIds }) => {
        queue.reorder(projectIds)
        return queue.order()
      },
    },
    onRunEvent: (projectId, event) => {
      if (!queue.isRunning(projectId)) return
      const project = library.get(projectId)
      const change = recordEngineEvent(project.run, event)
      if (change) context.emit({ ...change, projectId })
      const now = performance.now()
      if (event.type !== 'stage' && now - lastSave < SAVE_EVERY_MS) return
      lastSave = now
      // A full disk stops the run itself, which says so.
      project.saveRun().catch(() => {})
    },
  }
}
