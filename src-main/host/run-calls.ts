import { trainedCloud } from '../../src-engine/library/trained-cloud.ts'
import { StudioError } from '../../src-shared/errors.ts'
import type { EngineEvent } from '../../src-shared/events.ts'
import type { RunState } from '../../src-shared/studio-api/project.ts'
import type { StudioHandlers } from '../../src-shared/studio-api/studio-calls.ts'
import { emitSummary, type HostContext } from './host-context.ts'
import { followPhotoScores } from './photo-scores.ts'
import { runProject } from './run-project.ts'
import { createRunQueue, type RunQueue } from './run-queue.ts'
import { isPaused, recordEngineEvent } from './run-record.ts'
import { projectPaths, type StoredProject } from './stored-project.ts'

type RunHandlers = Pick<
  StudioHandlers,
  'startRun' | 'trainLonger' | 'pauseRun' | 'resumeRun' | 'cancelRun' | 'reorderQueue'
>

export interface Runs {
  readonly calls: RunHandlers
  readonly queue: RunQueue
  /** Takes in what the engine says of a run. */
  onRunEvent(projectId: string, event: EngineEvent): void
}

/** The record of a run is written at every turn, and of its figures as often as this. */
const SAVE_EVERY_MS = 5000

/** The calls that queue, run, pause and cancel. */
export function createRuns(context: HostContext): Runs {
  const { library } = context
  const afresh = new Set<string>()
  /** What a queued project was before, should it be taken out again. */
  const before = new Map<string, { readonly state: RunState; readonly trainingLonger: number | null }>()
  let lastSave = 0

  const setState = async (project: StoredProject, state: RunState) => {
    project.run.state = state
    emitSummary(context, project)
    await project.saveRun()
  }
  /** The engine says what is so; a run that is being cancelled stays that. */
  const onPause = (project: StoredProject, paused: boolean) => {
    if (project.run.state !== 'running' && !isPaused(project.run)) return
    setState(project, paused ? 'paused' : 'running').catch(() => {})
  }
  const queue = createRunQueue(
    (id) => runProject(context, library.get(id), afresh.delete(id)),
    () => context.emit({ type: 'queue', queue: queue.order() }),
  )
  /** Queues the project to train longer by so many steps, or for a run of its own (null). */
  const enqueue = async (project: StoredProject, trainingLonger: number | null) => {
    project.check()
    if (queue.isRunning(project.id)) {
      throw new StudioError(
        'project_busy',
        `${project.record.name} is running already.`,
        'Wait for it to end, or cancel it.',
      )
    }
    if (queue.order().includes(project.id)) return queue.order()
    before.set(project.id, { state: project.run.state, trainingLonger: project.run.trainingLonger })
    project.run.trainingLonger = trainingLonger
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
        if (queue.isRunning(projectId)) return enqueue(project, null)
        project.record.options = options
        if (anew) afresh.add(projectId)
        else afresh.delete(projectId)
        const [order] = await Promise.all([enqueue(project, null), project.saveRecord()])
        return order
      },
      trainLonger: async ({ projectId, steps }) => {
        const project = library.get(projectId)
        if (await trainedCloud(projectPaths(project.folder).work)) {
          afresh.delete(projectId)
          return enqueue(project, steps)
        }
        throw new StudioError(
          'bad_arguments',
          'There are no trained splats to train longer.',
          'Start the run, or resume it, and wait until its training has ended.',
        )
      },
      pauseRun: async ({ projectId }) => {
        const project = library.get(projectId)
        if (!queue.isRunning(projectId)) {
          throw new StudioError('job_not_found', `${project.record.name} is not running.`, 'Start or resume it first.')
        }
        if (project.run.state !== 'running') return queue.order()
        await Promise.all([setState(project, 'pausing'), context.engine.calls.pause({ runId: projectId })])
        return queue.order()
      },
      resumeRun: async ({ projectId }) => {
        const project = library.get(projectId)
        if (!isPaused(project.run)) return enqueue(project, project.run.trainingLonger)
        await context.engine.calls.resume({ runId: projectId })
        // Otherwise the engine has said so, unless it had not heard of the run yet.
        if (isPaused(project.run)) await setState(project, 'running')
        return queue.order()
      },
      cancelRun: async ({ projectId }) => {
        const project = library.get(projectId)
        if (queue.isRunning(projectId)) {
          await setState(project, 'cancelling')
          await context.engine.calls.cancel({})
        } else if (queue.remove(projectId)) {
          const { state, trainingLonger } = before.get(projectId) ?? { state: 'idle' as const, trainingLonger: null }
          project.run.trainingLonger = trainingLonger
          await setState(project, state)
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
      if (event.type === 'pause') return onPause(project, event.paused)
      followPhotoScores(context, project, event)
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
