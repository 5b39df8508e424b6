/** The channels between the desktop app's main process and its page. `toMain` are asked and answered, `toPage` are sent. */
export const DESKTOP_CHANNELS = {
  toMain: {
    /** The page is there: it is greeted and told everything from now on. */
    open: 'studio:open',
    /** A call of the studio's contract (`STUDIO_CALLS`), answered with a reply. */
    call: 'studio:call',
    /** A file or folder dropped on the page, answered with a reply (desktop-files.ts). */
    files: 'studio:files',
    /** An exported file is dragged out of the window. */
    drag: 'studio:drag',
    /** The page has taken the last event: the next may come. */
    taken: 'studio:taken',
  },
  toPage: { event: 'studio:event', command: 'studio:command' },
} as const

/** All that a page of the desktop app can reach, as `globalThis.glimpse3d`. It holds no path and no way to one. */
export interface DesktopBridge {
  /** Connects: the listeners hear everything from now on. */
  open(listeners: { message: (message: unknown) => void; command: (command: unknown) => void }): void
  /** One call of the contract; resolves with its reply. */
  call(message: unknown): Promise<unknown>
  /** Asks for handles of a file that the user has dropped or chosen; resolves with the reply. */
  issueHandles(file: File): Promise<unknown>
  /** Begins to drag an exported file out of the window. */
  startDragOut(file: unknown): void
}
