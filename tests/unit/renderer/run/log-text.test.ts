import { expect, test } from 'vitest'
import { filterLog, logText } from '../../../../src-renderer/run/log-text.ts'
import type { LogEntry } from '../../../../src-shared/studio-api/project.ts'

const LOG: LogEntry[] = [
  { time: '2026-01-02T03:04:05.000Z', level: 'info', message: 'trains on 2 threads' },
  { time: '2026-01-02T03:04:06.000Z', level: 'warning', message: 'a.jpg is blurred' },
  { time: '2026-01-02T03:04:07.000Z', level: 'error', message: 'the disk is full' },
]

test('a level shows itself and what is more serious', () => {
  expect(filterLog(LOG, 'info')).toHaveLength(3)
  expect(filterLog(LOG, 'warning').map(({ level }) => level)).toEqual(['warning', 'error'])
  expect(filterLog(LOG, 'error').map(({ level }) => level)).toEqual(['error'])
})

test('copied, every line has its time and level', () => {
  expect(logText(LOG).split('\n')[1]).toBe('2026-01-02T03:04:06.000Z warning a.jpg is blurred')
})
