import { asStudioError } from '../../../src-shared/as-studio-error.ts'
import { StudioError } from '../../../src-shared/errors.ts'
import type { ProgressListener } from '../../../src-shared/progress.ts'
import type { CloudEntry } from '../../../src-shared/studio-api/cloud-calls.ts'

/** How the sending or fetching of one project goes, or has ended. */
export interface SyncJobState {
  /** `pending`: not now, but later by itself. `stopped`: by the user, or by `error`. */
  readonly state: 'waiting' | 'running' | 'pending' | 'stopped' | 'done'
  /** 0..1 while it runs. */
  readonly fraction: number | null
  readonly note: string
  /** Which project the other version is, where both were kept; stays known after later syncs. */
  readonly bothKept: CloudEntry['bothKept']
  /** Where another machine's version has come: the id in the cloud that this one's has if that machine has kept it. */
  readonly replaced: string | null
  readonly error: StudioError | null
}

/** How a job has ended, where it has not failed. */
export interface SyncJobEnd {
  readonly state: 'pending' | 'done'
  readonly note: string
  readonly bothKept?: CloudEntry['bothKept']
  readonly replaced?: string
}

type Work = (signal: AbortSignal, onProgress: ProgressListener) => Promise<SyncJobEnd>

/** Projects to send or fetch, one at a time: all go over the same line. */
export interface SyncJobs {
  of(id: string): SyncJobState | undefined
  /** At the end; one that waits already stays where it is, one that runs is run once more afterwards. */
  add(id: string, work: Work): void
  /** Stops it and waits until it has. */
  stop(id: string): Promise<void>
  /** Stops it, and forgets how it has gone. */
  forget(id: string): Promise<void>
  /** Stops all and forgets all. */
  clear(): Promise<void>
}

/** `onChange` is called when a job begins or ends, `onProgress` as it goes. */
export function createSyncJobs(onChange: (id: string) => void, onProgress: () => void): SyncJobs {
  const states = new Map<string, SyncJobState>()
  const waiting = new Map<string, Work>()
  let running: { readonly id: string; readonly controller: AbortController; readonly ended: Promise<void> } | null =
    null

  const set = (id: string, changed: Partial<SyncJobState>) => {
    const { bothKept = null, replaced = null } = states.get(id) ?? {}
    states.set(id, { state: 'done', fraction: null, note: '', error: null, bothKept, replaced, ...changed })
  }
  const run = async (id: string, work: Work, { signal }: AbortController) => {
    set(id, { state: 'running', fraction: 0 })
    onChange(id)
    try {
      const end = await work(signal, (fraction, note) => {
        set(id, { state: 'running', fraction: Math.min(Math.max(fraction, 0), 1), note })
        onProgress()
      })
      set(id, end)
    } catch (cause) {
      const error = asStudioError(cause)
      set(id, { state: 'stopped', error: signal.aborted || error.code === 'cancelled' ? null : error })
    }
  }
  const next = () => {
    const [first] = waiting
    if (running || !first) return
    const [id, work] = first
    waiting.delete(id)
    const controller = new AbortController()
    const ended = run(id, work, controller).then(() => {
      running = null
      onChange(id)
      next()
    })
    running = { id, controller, ended }
  }
  const stop = async (id: string) => {
    if (waiting.delete(id)) set(id, { state: 'stopped' })
    if (running?.id !== id) return onChange(id)
    running.controller.abort()
    await running.ended
  }
  return {
    of: (id) => states.get(id),
    add: (id, work) => {
      waiting.set(id, work)
      if (running?.id !== id) set(id, { state: 'waiting' })
      onChange(id)
      next()
    },
    stop,
    forget: async (id) => {
      await stop(id)
      states.delete(id)
      onChange(id)
    },
    clear: async () => {
      waiting.clear()
      if (running) await stop(running.id)
      states.clear()
    },
  }
}

/** Thrown where something is asked of a project that the queue of runs holds. */
export function inQueue(name: string): StudioError {
  return new StudioError('project_busy', `${name} is running or waits to run.`, 'Cancel it first, or wait for its end.')
}
