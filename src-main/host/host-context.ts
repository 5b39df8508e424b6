import type { Settings } from '../../src-shared/studio-api/studio.ts'
import type { StudioEvent } from '../../src-shared/studio-api/studio-events.ts'
import type { Engine } from './engine-supervisor.ts'
import type { LibraryShelf } from './library-shelf.ts'
import type { PhotoHandles } from './photo-handles.ts'
import { type StoredProject, summaryOf } from './stored-project.ts'

/** What the host's parts share. */
export interface HostContext {
  readonly library: LibraryShelf
  readonly engine: Engine
  readonly handles: PhotoHandles
  readonly emit: (event: StudioEvent) => void
  /** True from the moment the host begins to close. */
  readonly isClosing: () => boolean
  settings: Settings
}

export function emitSummary({ emit }: HostContext, project: StoredProject): void {
  emit({ type: 'summary', projectId: project.id, summary: summaryOf(project) })
}
