import { StudioError } from '../../src-shared/errors.ts'
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

function asStudioError(error: unknown): StudioError {
  if (error instanceof StudioError) return error
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof RangeError && /allocation|Invalid (typed )?array (buffer )?length/.test(message)) {
    return new StudioError(
      'out_of_memory',
      'There is not enough memory for this.',
      'Close other programs, or try --preset fast or fewer photos. What is finished is kept; --resume goes on with it.',
    )
  }
  return new StudioError(
    'pipeline_error',
    `Something went wrong inside: ${message}`,
    'What is finished is kept; try --resume. If it happens again, run with GLIMPSE3D_DEBUG=1 and report what it prints.',
  )
}
