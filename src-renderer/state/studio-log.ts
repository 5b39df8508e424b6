import { create } from 'zustand'
import type { LogEntry } from '../../src-shared/studio-api/project.ts'

/** Enough to see what led to a problem. */
const MAX_ENTRIES = 300

/** What has happened to the studio as a whole since this page was opened, oldest first. Runs have logs of their own. */
export const useStudioLog = create<{ readonly entries: readonly LogEntry[] }>(() => ({ entries: [] }))

export function logToStudio(level: LogEntry['level'], message: string): void {
  const entry: LogEntry = { time: new Date().toISOString(), level, message }
  useStudioLog.setState(({ entries }) => ({ entries: [...entries, entry].slice(-MAX_ENTRIES) }))
}

/** Errors that nothing has caught are kept as well. */
export function logUncaughtErrors(): void {
  window.addEventListener('error', ({ message }) => logToStudio('error', message))
  window.addEventListener('unhandledrejection', ({ reason }) => logToStudio('error', String(reason)))
}

/** The log as text, for a report. */
export function formatLog(entries: readonly LogEntry[]): string {
  return entries.map(({ time, level, message }) => `${time} ${level.padEnd(7)} ${message}`).join('\n')
}
