import { asStudioError } from '../../src-shared/as-studio-error.ts'
import { StudioError } from '../../src-shared/errors.ts'
import { toErrorMessage } from '../../src-shared/studio-api/call-table.ts'
import type { ModelDownload } from '../../src-shared/studio-api/model-calls.ts'

/** What a download reports while it runs. */
type BytesListener = (file: string, done: number, total: number) => void

export interface ModelDownloads {
  list(): ModelDownload[]
  isRunning(id: string): boolean
  /** Starts in the background; ends in `list` as `paused` or `failed`, or in nothing when it has worked. */
  start(id: string, install: (signal: AbortSignal, onBytes: BytesListener) => Promise<void>): void
  /** Stops it and waits until it has. */
  pause(id: string): Promise<void>
  /** Stops it, and forgets that there was one. */
  forget(id: string): Promise<void>
  pauseAll(): Promise<void>
}

interface Running {
  readonly controller: AbortController
  readonly ended: Promise<void>
}

/** Speed is told over this time: shorter jumps about, longer lags behind. */
const SPEED_MS = 4000

/** `onProgress` is called with every piece that arrives, `onChange` when a download begins or ends. */
export function createModelDownloads(onChange: () => void, onProgress: () => void): ModelDownloads {
  const known = new Map<string, ModelDownload>()
  const running = new Map<string, Running>()

  const run = async (id: string, controller: AbortController, install: Parameters<ModelDownloads['start']>[1]) => {
    const measure = createSpeedometer()
    try {
      await install(controller.signal, (file, done, total) => {
        const state = done === total ? 'checking' : 'running'
        known.set(id, { id, state, done, total, bytesPerSecond: measure(file, done), error: null })
        onProgress()
      })
      known.delete(id)
    } catch (cause) {
      const error = asStudioError(cause)
      const last = known.get(id)
      const stopped = error.code === 'cancelled'
      const end = { state: stopped ? 'paused' : 'failed', error: stopped ? null : toErrorMessage(error) } as const
      known.set(id, { id, done: last?.done ?? 0, total: last?.total ?? 0, bytesPerSecond: null, ...end })
    } finally {
      running.delete(id)
      onChange()
    }
  }
  const pause = async (id: string) => {
    const download = running.get(id)
    download?.controller.abort()
    await download?.ended
  }
  return {
    list: () => [...known.values()],
    isRunning: (id) => running.has(id),
    start: (id, install) => {
      if (running.has(id)) throw new StudioError('project_busy', 'It is being downloaded already.', 'Wait for it.')
      const before = known.get(id)
      const { done = 0, total = 0 } = before ?? {}
      known.set(id, { id, state: 'running', done, total, bytesPerSecond: null, error: null })
      const controller = new AbortController()
      running.set(id, { controller, ended: run(id, controller, install) })
      onChange()
    },
    pause,
    forget: async (id) => {
      await pause(id)
      if (known.delete(id)) onChange()
    },
    pauseAll: async () => {
      await Promise.all([...running.keys()].map(pause))
    },
  }
}

/** Bytes a second of the file under way; null in its first moments. */
function createSpeedometer(): (file: string, done: number) => number | null {
  let marks: { time: number; done: number }[] = []
  let current = ''
  return (file, done) => {
    const time = performance.now()
    if (file !== current) marks = []
    current = file
    marks = [...marks.filter((mark) => time - mark.time < SPEED_MS), { time, done }]
    const [first] = marks
    return time - first.time < SPEED_MS / 4 ? null : (1000 * (done - first.done)) / (time - first.time)
  }
}
