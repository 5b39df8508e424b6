import { StudioError } from '../../src-shared/errors.ts'
import type { EngineEvent } from '../../src-shared/events.ts'
import { createCallClient } from '../../src-shared/studio-api/call-client.ts'
import { type CallsOf, type Request, toErrorMessage } from '../../src-shared/studio-api/call-table.ts'
import type { EngineStatus } from '../../src-shared/studio-api/studio.ts'
import { ENGINE_CALLS, engineMessageSchema } from '../engine/engine-calls.ts'
import type { EngineChild } from './engine-child.ts'

/** The engine as the host uses it: always there, whatever happens to its process. */
export interface Engine {
  readonly calls: CallsOf<typeof ENGINE_CALLS>
  status(): EngineStatus
  close(): Promise<void>
}

export interface EngineOptions {
  readonly start: () => EngineChild
  readonly onStatus: (status: EngineStatus) => void
  readonly onRunEvent: (runId: string, event: EngineEvent) => void
}

/** Crashes within this time count together; after so many the engine is left stopped until it is needed again. */
const CRASH_WINDOW_MS = 60_000
const MAX_CRASHES = 5
const RESTART_DELAY_MS = 200
/** An engine that does not end when its channel closes is killed. */
const CLOSE_GRACE_MS = 2000

/**
 * Starts the engine and keeps it running. When its process ends unasked, every open call rejects with `engine_crashed`
 * and a new process is started; calls made meanwhile wait for that one.
 */
export function superviseEngine(options: EngineOptions): Engine {
  let child: EngineChild | null = null
  let closing: (() => void) | null = null
  let status: EngineStatus = { state: 'starting', error: null }
  let crashes: number[] = []
  const unsent: Request[] = []

  const setStatus = (state: EngineStatus['state'], error: EngineStatus['error'] = null) => {
    status = { state, error }
    options.onStatus(status)
  }
  const client = createCallClient(ENGINE_CALLS, (request) => {
    if (closing) throw new StudioError('cancelled', 'The studio is closing.', 'Open it again.')
    if (child) return child.send(request)
    unsent.push(request)
    if (status.state === 'stopped') start()
  })
  const start = () => {
    if (closing) return
    const started = options.start()
    child = started
    setStatus('starting', status.error)
    started.onMessage((message) => {
      const parsed = engineMessageSchema.safeParse(message)
      if (!parsed.success) return
      if (parsed.data.type === 'ready') setStatus('ready')
      else if (parsed.data.type === 'event') options.onRunEvent(parsed.data.runId, parsed.data.event)
      else client.settle(parsed.data)
    })
    started.onExit(({ code, signal, lastWords }) => {
      child = null
      const error = crashError(code, signal, lastWords)
      if (closing) {
        client.rejectAll(error)
        return closing()
      }
      const now = performance.now()
      crashes = [...crashes.filter((time) => now - time < CRASH_WINDOW_MS), now]
      const givesUp = crashes.length >= MAX_CRASHES
      setStatus(givesUp ? 'stopped' : 'restarting', toErrorMessage(error))
      unsent.length = 0
      client.rejectAll(error)
      if (givesUp) crashes = []
      else setTimeout(start, RESTART_DELAY_MS * crashes.length)
    })
    for (const request of unsent.splice(0)) started.send(request)
  }
  start()
  return {
    calls: client.calls,
    status: () => status,
    close: () =>
      new Promise((resolve) => {
        const running = child
        closing = resolve
        if (!running) return resolve()
        running.disconnect()
        const timer = setTimeout(running.kill, CLOSE_GRACE_MS)
        closing = () => {
          clearTimeout(timer)
          resolve()
        }
      }),
  }
}

function crashError(code: number | null, signal: string | null, lastWords: string): StudioError {
  const memory = /out of memory|allocation failed|ENOMEM/i.test(lastWords)
  const how = signal ? `it was ended by ${signal}` : `it ended with code ${code}`
  return new StudioError(
    memory ? 'out_of_memory' : 'engine_crashed',
    memory ? 'The engine ran out of memory.' : `The engine stopped unexpectedly (${how}).`,
    memory
      ? 'The project is intact. Close other programs or choose a smaller preset, then resume.'
      : 'The project is intact: resume to go on from the last finished stage.',
    { lastWords },
  )
}
