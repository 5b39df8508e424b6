import { EXIT } from './exit-codes.ts'

/** One Ctrl-C reaches this process more than once: from the terminal, and passed on by npm and by the Node that started it. */
const SAME_KEYPRESS_MS = 400
/** Work that has not stopped by then is left behind: what is on disk is whole at any moment. */
const GRACE_MS = 1500

/** A signal that Ctrl-C (or a polite kill) aborts. A second Ctrl-C ends the process at once. */
export function cancelSignal(): AbortSignal {
  const controller = new AbortController()
  let first = 0
  const onSignal = () => {
    const now = performance.now()
    if (!controller.signal.aborted) {
      first = now
      controller.abort()
      setTimeout(() => process.exit(EXIT.cancelled), GRACE_MS).unref()
    } else if (now - first > SAME_KEYPRESS_MS) {
      process.exit(EXIT.cancelled)
    }
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return controller.signal
}
