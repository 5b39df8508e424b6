import type { ModelDownload } from '../../src-shared/studio-api/model-calls.ts'
import { formatBytes, formatSeconds } from '../state/format.ts'

/** "12 of 176 MB, 2.1 MB/s, 1 min 18 s left". */
export function progressLine({ state, done, total, bytesPerSecond }: ModelDownload): string {
  if (state === 'checking') return 'Checking what has arrived…'
  const bytes = total > 0 ? `${formatBytes(done)} of ${formatBytes(total)}` : 'Asking the server…'
  if (state === 'paused') return `Paused at ${bytes}`
  if (!bytesPerSecond) return bytes
  return `${bytes}, ${formatBytes(bytesPerSecond)}/s, ${formatSeconds((total - done) / bytesPerSecond)} left`
}
