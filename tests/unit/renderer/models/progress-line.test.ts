import { expect, test } from 'vitest'
import { progressLine } from '../../../../src-renderer/models/progress-line.ts'

const DOWNLOAD = { id: 'u2net', done: 12_000_000, total: 176_000_000, bytesPerSecond: 2_000_000, error: null }

test.each([
  [{ state: 'running' as const }, '12.0 MB of 176 MB, 2.0 MB/s, 1 min 22 s left'],
  [{ state: 'running' as const, bytesPerSecond: null }, '12.0 MB of 176 MB'],
  [{ state: 'running' as const, bytesPerSecond: 0 }, '12.0 MB of 176 MB'],
  [{ state: 'running' as const, total: 0, done: 0, bytesPerSecond: null }, 'Asking the server…'],
  [{ state: 'paused' as const }, 'Paused at 12.0 MB of 176 MB'],
  [{ state: 'checking' as const }, 'Checking what has arrived…'],
])('a download that is %o', (changes, line) => {
  expect(progressLine({ ...DOWNLOAD, ...changes })).toBe(line)
})
