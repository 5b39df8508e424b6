export interface Latest {
  /** Asks for this address; of several asked for while one is under way only the last is loaded. */
  want(address: string): void
  stop(): void
}

/**
 * Loads one address at a time, the latest that was asked for, with a pause between two, so that previews that come
 * faster than they can be drawn cost nothing. `onLoaded` and `onFailed` are not called after `stop`.
 */
export function createLatest<Value>(
  load: (address: string, signal: AbortSignal) => Promise<Value>,
  onLoaded: (value: Value) => void,
  onFailed: (error: unknown) => void,
  pauseMs: () => number,
): Latest {
  const stopped = new AbortController()
  let wanted: string | null = null
  let busy = false
  const run = async () => {
    busy = true
    while (wanted !== null && !stopped.signal.aborted) {
      const address = wanted
      wanted = null
      try {
        const value = await load(address, stopped.signal)
        if (!stopped.signal.aborted) onLoaded(value)
      } catch (error) {
        if (!stopped.signal.aborted) onFailed(error)
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs()))
    }
    busy = false
  }
  return {
    want: (address) => {
      wanted = address
      if (!busy) void run()
    },
    stop: () => stopped.abort(),
  }
}
