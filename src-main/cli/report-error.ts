import { asStudioError } from '../../src-shared/as-studio-error.ts'
import type { EngineEvent } from '../../src-shared/events.ts'
import { exitCodeOf } from './exit-codes.ts'
import { printEvent } from './output/json-lines.ts'

/**
 * Tells the user what went wrong and what to do next, as a `failed` event with `json`, and gives the exit code.
 * A stack is shown only with GLIMPSE3D_DEBUG=1.
 */
export function reportError(error: unknown, json: boolean): number {
  const { code, message, hint } = asStudioError(error)
  if (json) printEvent({ type: 'failed', code, message, hint } satisfies EngineEvent)
  else console.error(`\n${code === 'cancelled' ? '' : 'Error: '}${message}\n${hint}`)
  if (process.env.GLIMPSE3D_DEBUG === '1') console.error(error)
  return exitCodeOf(code)
}
