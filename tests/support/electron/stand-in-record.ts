import type { DesktopBridge } from '../../../src-shared/studio-api/desktop-bridge.ts'
import type { BrowserWindow } from './stand-in-window.ts'

interface Shown {
  readonly message: string
  readonly detail?: string
  readonly buttons?: readonly string[]
}

/** What the main process has done, and what it will be answered. */
export const record = {
  windows: [] as BrowserWindow[],
  switches: {} as Record<string, string>,
  userModelId: '',
  sandboxed: false,
  privileged: [] as unknown[],
  schemes: new Map<string, (request: Request) => Promise<Response>>(),
  handlers: new Map<string, (event: unknown, message: unknown) => unknown>(),
  /** Messages to the page, in order. */
  sent: [] as { channel: string; message: { type?: string; name?: string; [key: string]: unknown } }[],
  /** What the preload gives the page. */
  exposed: {} as Record<string, unknown>,
  questions: [] as Shown[],
  /** The button pressed on each question to come; without one the question stays open. */
  answers: [] as number[],
  /** Press a button of each question that is open. */
  open: [] as ((button: number) => void)[],
  errors: [] as Shown[],
  /** The paths chosen in each open dialog to come. */
  chosen: [] as string[][],
  menu: [] as { label?: string; submenu?: unknown }[],
  notifications: [] as string[],
  recentDocuments: [] as string[],
  revealed: [] as string[],
  dragged: [] as string[],
  /** Addresses shown in the system's browser. */
  opened: [] as string[],
  downloads: [] as string[],
  engines: [] as { pid?: number; kill(): void }[],
  quits: 0,
  exitCode: null as number | null,
}

/** The bridge as the page has it. */
export function bridge(): DesktopBridge {
  return record.exposed.glimpse3d as DesktopBridge
}
