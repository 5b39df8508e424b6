import { expect, test } from 'vitest'
import { formatBytes, formatTime } from '../../../src-main/cli/output/format.ts'
import { progressLines } from '../../../src-main/cli/output/progress-lines.ts'
import type { EngineEvent } from '../../../src-shared/events.ts'

const RUN: EngineEvent[] = [
  { type: 'stage', stage: 'photos', state: 'reused', seconds: 3 },
  { type: 'stage', stage: 'training', state: 'started' },
  { type: 'metrics', step: 10, steps: 20, loss: 0.1, psnr: 21.34, ssim: 0.7, splats: 900, stepsPerSecond: 5 },
  { type: 'progress', stage: 'training', fraction: 0.5, detail: 'step 10 of 20', secondsLeft: 75 },
  { type: 'log', level: 'warning', message: 'Two photos are blurred.' },
  { type: 'stage', stage: 'training', state: 'finished', seconds: 61 },
]

function written(isTTY: boolean, columns?: number): string {
  let text = ''
  const show = progressLines({ isTTY, columns, write: (part) => (text += part) })
  for (const event of RUN) show(event)
  return text
}

test('without a terminal: whole lines, no control characters, progress only now and then', () => {
  expect(written(false)).toBe(
    ['Photos   done, kept from the last run', 'Warning: Two photos are blurred.', 'Splats   done, 1 min 01 s', ''].join(
      '\n',
    ),
  )
})

test('on a terminal: one line a stage redrawn in place, with the time left, never wider than the terminal', () => {
  const text = written(true, 40)
  const redrawn = text.split('\r\x1b[2K')
  expect(redrawn).toContain('Splats    50 %, 1 min 15 s left  step 1')
  expect(redrawn).toContain('Warning: Two photos are blurred.\n')
  expect(text.endsWith('\r\x1b[2KSplats   done, 1 min 01 s\n')).toBe(true)
  expect(written(true, 100)).toContain('step 10 of 20, 21.3 dB')
})

test.each([
  [0.04, '0.0 s'],
  [9.94, '9.9 s'],
  [59.6, '1 min 00 s'],
  [3725, '1 h 02 min'],
])('%d seconds read %s', (seconds, text) => expect(formatTime(seconds)).toBe(text))

test.each([
  [1023, '1023 B'],
  [65536, '64 KiB'],
  [3.25 * 2 ** 20, '3.3 MiB'],
])('%d bytes read %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))
