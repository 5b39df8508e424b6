/** How a studio reaches its host: a WebSocket and HTTP in a browser, the preload bridge in the desktop app. */
export interface Transport {
  /** Connects, and connects again whenever the connection is lost. Call it once. */
  open(events: TransportEvents): void
  /** Throws when there is no connection at this moment. */
  send(message: unknown): void
  /** Asks the host for handles of files the user has dropped or chosen: one a file, in order. */
  issueHandles(files: readonly File[], signal?: AbortSignal): Promise<string[]>
  close(): void
}

export interface TransportEvents {
  readonly onOpen: () => void
  readonly onMessage: (message: unknown) => void
  /** The connection is lost; another attempt follows by itself. */
  readonly onLost: () => void
}
