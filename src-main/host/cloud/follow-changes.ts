import type { StudioEvent } from '../../../src-shared/studio-api/studio-events.ts'

/** Changes seldom come alone: so long nothing more has to happen before they are sent. */
const QUIET_MS = 3000

const CHANGES: ReadonlySet<StudioEvent['type']> = new Set([
  ...(['summary', 'project', 'photos', 'inputs', 'edits', 'exports'] as const),
])

/** Calls `onQuiet` when something of the library's projects has changed and no more does; those in the queue change all the time. */
export function followChanges(
  onQuiet: () => void,
  isQueued: (projectId: string) => boolean,
): { onEvent(event: StudioEvent): void; close(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    onEvent: (event) => {
      if (!CHANGES.has(event.type) || !('projectId' in event) || isQueued(event.projectId)) return
      clearTimeout(timer)
      timer = setTimeout(onQuiet, QUIET_MS)
    },
    close: () => clearTimeout(timer),
  }
}
