import { z } from 'zod'
import { type EngineEvent, ONE_PHOTO_STAGES, PHOTO_STAGES } from '../../src-shared/events.ts'
import type { Manifest } from '../../src-shared/manifest.ts'
import { errorMessageSchema } from '../../src-shared/studio-api/call-table.ts'
import {
  type LogEntry,
  logEntrySchema,
  type MetricsPoint,
  metricsPointSchema,
  previewSchema,
  refinementRevisionSchema,
  runStateSchema,
  type StageStatus,
  sceneRevisionSchema,
  stageStatusSchema,
} from '../../src-shared/studio-api/project.ts'
import type { StudioEvent } from '../../src-shared/studio-api/studio-events.ts'
import { waitingStage, withStage } from '../../src-shared/studio-api/with-stage.ts'

/** What is remembered of a project's last run: `run.json` in its folder. */
export const runRecordSchema = z.object({
  state: runStateSchema,
  error: errorMessageSchema.nullable(),
  stages: z.array(stageStatusSchema),
  metrics: z.array(metricsPointSchema),
  log: z.array(logEntrySchema),
  preview: previewSchema.nullable(),
  scene: sceneRevisionSchema.nullable().default(null),
  refinement: refinementRevisionSchema.nullable().default(null),
  /** Steps by which the run trains the splats there are longer, leaving the former result until it ends; null: a run of its own. */
  trainingLonger: z.int().positive().nullable().default(null),
})
export type RunRecord = z.infer<typeof runRecordSchema>

/** A chart has not many more pixels than that. */
const MAX_METRICS = 1000
const MAX_LOG = 500

export function newRunRecord(): RunRecord {
  return {
    state: 'idle',
    error: null,
    stages: PHOTO_STAGES.map(waitingStage),
    metrics: [],
    log: [],
    preview: null,
    scene: null,
    refinement: null,
    trainingLonger: null,
  }
}

/** A new run: nothing of the last one is left but the count of previews, so that none is mistaken for an older one. */
export function beginRun(run: RunRecord): void {
  const { preview, scene, refinement, trainingLonger } = run
  Object.assign(run, { ...newRunRecord(), state: 'running', preview, scene, refinement, trainingLonger })
}

/** The stages as what the pipeline keeps of the project tells. */
export function stagesOf(manifest: Manifest | null): StageStatus[] {
  const stages = manifest?.stages.views ? ONE_PHOTO_STAGES : PHOTO_STAGES
  return stages.map((stage) => {
    const found = manifest?.stages[stage]
    if (found?.state !== 'finished') return waitingStage(stage)
    return { ...waitingStage(stage), state: 'finished', fraction: 1, seconds: found.seconds }
  })
}

/** A pause is asked for, or in force. */
export function isPaused({ state }: RunRecord): boolean {
  return state === 'pausing' || state === 'paused'
}

/** The engine holds the run and needs its files. */
export function isUnderWay(run: RunRecord): boolean {
  return run.state === 'running' || run.state === 'cancelling' || isPaused(run)
}

/** A run's part of a studio event: the host adds whose it is. */
type RunChange =
  Extract<StudioEvent, { type: 'stage' | 'metrics' | 'preview' | 'scene' | 'refinement' | 'log' }> extends infer Event
    ? Event extends { projectId: string }
      ? Omit<Event, 'projectId'>
      : never
    : never

/** Takes one event of the engine into the record; gives what studios are told of it. */
export function recordEngineEvent(run: RunRecord, event: EngineEvent): RunChange | null {
  switch (event.type) {
    case 'stage': {
      const seconds = event.seconds ?? null
      const running = event.state === 'started'
      return setStage(run, {
        ...waitingStage(event.stage),
        state: event.state === 'started' ? 'running' : event.state,
        fraction: running ? 0 : 1,
        seconds,
      })
    }
    case 'progress': {
      const { stage, fraction, detail, secondsLeft } = event
      return setStage(run, { stage, state: 'running', fraction, detail, seconds: null, secondsLeft })
    }
    case 'metrics': {
      const { type, ...metrics } = event
      addThinned(run.metrics, metrics)
      return { type, metrics }
    }
    case 'preview': {
      const { type, step, splats } = event
      run.preview = { revision: (run.preview?.revision ?? 0) + 1, step, splats }
      return { type, preview: run.preview }
    }
    case 'scene': {
      const { type, placed, points } = event
      run.scene = { revision: (run.scene?.revision ?? 0) + 1, placed, points }
      return { type, scene: run.scene }
    }
    case 'refinement': {
      const { type, iteration, best } = event
      const revision = (run.refinement?.revision ?? 0) + 1
      run.refinement = { revision, iterations: iteration.iterationNumber, best }
      return { type, refinement: run.refinement }
    }
    case 'log':
      return { type: 'log', entry: addToLog(run, event.level, event.message) }
    default:
      return null
  }
}

export function addToLog(run: RunRecord, level: LogEntry['level'], message: string): LogEntry {
  const entry = { time: new Date().toISOString(), level, message }
  run.log.push(entry)
  if (run.log.length > MAX_LOG) run.log.shift()
  return entry
}

function setStage(run: RunRecord, status: StageStatus): RunChange {
  run.stages = withStage(run.stages, status)
  return { type: 'stage', status }
}

/** When the list is full every other point goes: the curve keeps its shape from the first step to the last. */
function addThinned(points: MetricsPoint[], point: MetricsPoint): void {
  if (points.length >= MAX_METRICS) points.splice(0, points.length, ...points.filter((_, i) => i % 2 === 0))
  points.push(point)
}
