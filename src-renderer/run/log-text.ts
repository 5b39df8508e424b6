import type { LogEntry } from '../../src-shared/studio-api/project.ts'

export const LOG_LEVELS = ['info', 'warning', 'error'] as const
export type LogLevel = LogEntry['level']

/** The lines that are at least as serious. */
export function filterLog(log: readonly LogEntry[], least: LogLevel): readonly LogEntry[] {
  if (least === 'info') return log
  const from = LOG_LEVELS.indexOf(least)
  return log.filter(({ level }) => LOG_LEVELS.indexOf(level) >= from)
}

/** Local time of day, to the second. */
export function formatClock(time: string): string {
  return new Date(time).toLocaleTimeString('en-GB')
}

export function logText(log: readonly LogEntry[]): string {
  return log.map(({ time, level, message }) => `${time} ${level.padEnd(7)} ${message}`).join('\n')
}
