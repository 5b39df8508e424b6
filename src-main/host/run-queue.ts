/** Projects to run, one at a time, in order. */
export interface RunQueue {
  /** The project that runs, then those that wait. */
  order(): string[]
  isRunning(projectId: string): boolean
  /** At the end; a project that runs or waits already stays where it is (false). */
  add(projectId: string): boolean
  /** Takes a waiting project out; false when it does not wait. */
  remove(projectId: string): boolean
  /** Waiting projects in this order; those not named keep theirs, behind. Ids that do not wait are passed over. */
  reorder(projectIds: readonly string[]): void
  /** Nothing more is begun; resolves when what runs has ended. */
  close(): Promise<void>
}

/**
 * `run` must not reject: a project that fails does not hold up the next. What it gives is called when the project has
 * left the queue, so that who hears of the end can start it again.
 */
export function createRunQueue(run: (projectId: string) => Promise<() => void>, onChange: () => void): RunQueue {
  let running: string | null = null
  let waiting: string[] = []
  let closed = false
  let ended = Promise.resolve()
  const next = async () => {
    if (running !== null || closed) return
    const first = waiting.shift()
    if (first === undefined) return
    running = first
    onChange()
    ended = run(first).then((announce) => {
      running = null
      announce()
    })
    await ended
    onChange()
    void next()
  }
  return {
    order: () => (running === null ? [...waiting] : [running, ...waiting]),
    isRunning: (id) => running === id,
    add: (id) => {
      if (running === id || waiting.includes(id)) return false
      waiting.push(id)
      onChange()
      void next()
      return true
    },
    remove: (id) => {
      if (!waiting.includes(id)) return false
      waiting = waiting.filter((other) => other !== id)
      onChange()
      return true
    },
    reorder: (ids) => {
      const named = [...new Set(ids)].filter((id) => waiting.includes(id))
      waiting = [...named, ...waiting.filter((id) => !named.includes(id))]
      onChange()
    },
    close: () => {
      closed = true
      return ended
    },
  }
}
