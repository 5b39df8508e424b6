import { expect, test } from 'vitest'
import { formatAgo } from '../../../../src-renderer/state/format-time.ts'

const now = new Date(2026, 5, 15, 12, 0, 0)
const ago = (minutes: number) => formatAgo(new Date(now.getTime() - minutes * 60_000).toISOString(), now)

test('says how long ago as people do', () => {
  expect(ago(0.5)).toBe('just now')
  expect(ago(-3)).toBe('just now')
  expect(ago(59)).toBe('59 min ago')
  expect(ago(60)).toBe('1 h ago')
  expect(ago(25 * 60)).toBe('yesterday')
  expect(ago(3 * 24 * 60)).toBe('3 days ago')
  expect(ago(10 * 24 * 60)).toBe('Jun 5')
  expect(ago(366 * 24 * 60)).toBe('Jun 14, 2025')
})
