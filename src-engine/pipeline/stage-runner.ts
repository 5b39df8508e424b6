import { throwIfCancelled } from '../../src-shared/errors.ts'
import type { EngineEvent, Stage } from '../../src-shared/events.ts'
import { betweenSteps, type PauseSignal, type WorkOptions, workClock } from '../../src-shared/progress.ts'
import { timeLeft } from '../jobs/time-left.ts'
import { hashJson } from '../library/content-hash.ts'
import type { Project } from '../library/project.ts'

/** What all stages of a run share. */
export interface Run {
  readonly project: Project
  readonly emit: (event: EngineEvent) => void
  readonly signal: AbortSignal | undefined
  readonly pause: PauseSignal | undefined
  readonly threads: number | undefined
  readonly seed: number
}

/** One stage: what its result depends on, how to make it, and how it is kept on disk. */
export interface StageWork<Result> {
  readonly stage: Stage
  /** JSON of all that the result depends on. Same inputs, same result: it is then taken from the project folder. */
  readonly inputs: unknown
  readonly make: (options: WorkOptions) => Promise<Result>
  /** Seconds that an earlier run, which `make` goes on from, has spent on it; default 0. */
  readonly secondsBefore?: number
  /** Writes the result into the folder and names the files written. */
  readonly save: (folder: string, result: Result) => Promise<readonly string[]>
  readonly load: (folder: string) => Promise<Result>
}

/** A stage's result and the hash of its inputs, which stands for the result in the inputs of the stages after it. */
export interface Staged<Result> {
  readonly result: Result
  readonly inputsHash: string
}

/** Progress is a latest-value snapshot: more often than this nobody looks. */
const MILLISECONDS_BETWEEN_PROGRESS = 250

/**
 * Takes a stage's result from the project when an earlier run finished it with the same inputs, else makes and saves it.
 * A crash in between leaves the stage unfinished and every other stage as it was.
 */
export async function runStage<Result>(run: Run, work: StageWork<Result>): Promise<Staged<Result>> {
  const { project, emit } = run
  const { stage } = work
  await betweenSteps(run)
  const folder = project.stageFolder(stage)
  const inputsHash = hashJson(work.inputs)

  const finished = await project.finishedStage(stage, inputsHash)
  if (finished) {
    const result = await work.load(folder)
    for (const message of finished.warnings) emit({ type: 'log', level: 'warning', message })
    emit({ type: 'stage', stage, state: 'reused', seconds: finished.seconds })
    return { result, inputsHash }
  }

  await project.beginStage(stage, inputsHash)
  emit({ type: 'stage', stage, state: 'started' })
  const warnings: string[] = []
  const clock = workClock(run)
  const begun = clock()
  const result = await work.make({
    signal: run.signal,
    pause: run.pause,
    threads: run.threads,
    seed: run.seed,
    onProgress: progressOf(stage, run),
    onWarning: (message) => {
      warnings.push(message)
      emit({ type: 'log', level: 'warning', message })
    },
  })
  throwIfCancelled(run.signal)
  const files = await work.save(folder, result)
  const seconds = (work.secondsBefore ?? 0) + (clock() - begun) / 1000
  await project.finishStage(stage, { seconds, peakMemoryMiB: peakMemoryMiB(), warnings }, files)
  emit({ type: 'stage', stage, state: 'finished', seconds })
  return { result, inputsHash }
}

function progressOf(stage: Stage, { emit, pause }: Run): (fraction: number, detail: string) => void {
  const clock = workClock({ pause })
  const begun = clock()
  const estimate = timeLeft()
  let last = Number.NEGATIVE_INFINITY
  return (fraction, detail) => {
    const now = clock()
    if (now - last < MILLISECONDS_BETWEEN_PROGRESS) return
    last = now
    const within = Math.min(Math.max(fraction, 0), 1)
    emit({ type: 'progress', stage, fraction: within, detail, secondsLeft: estimate((now - begun) / 1000, within) })
  }
}

/** The most memory this process has held so far, MiB. */
function peakMemoryMiB(): number {
  return process.resourceUsage().maxRSS / 1024
}
