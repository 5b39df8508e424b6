import { StudioError } from '../../src-shared/errors.ts'
import type { StudioCommand } from '../../src-shared/studio-api/commands.ts'
import type { FileAddress } from '../../src-shared/studio-api/file-address.ts'

/** How a studio reaches its host: a WebSocket and HTTP in a browser, the preload bridge in the desktop app. */
export interface Transport {
  /** Connects, and connects again whenever the connection is lost. Call it once. */
  open(events: TransportEvents): void
  /** Throws when there is no connection at this moment. */
  send(message: unknown): void
  /**
   * Asks the host for handles of files the user has dropped or chosen, in order: one a file; in the desktop app a folder
   * gives one for each of its photos.
   */
  issueHandles(files: readonly File[], signal?: AbortSignal): Promise<string[]>
  /**
   * Drags a file of a project out of the window. False where the host cannot: the browser's own drag of the link does,
   * with its `DownloadURL`. Call it in `dragstart`, and `preventDefault` where it gives true.
   */
  startDragOut(file: FileAddress): boolean
  close(): void
}

export interface TransportEvents {
  readonly onOpen: () => void
  readonly onMessage: (message: unknown) => void
  /** The connection is lost; another attempt follows by itself. */
  readonly onLost: () => void
  /** The app's menu asks for something. A browser has none. */
  readonly onCommand?: (command: StudioCommand) => void
}

export function uploadCancelled(): StudioError {
  return new StudioError('cancelled', 'The upload was cancelled.', 'Add the photos again.')
}
