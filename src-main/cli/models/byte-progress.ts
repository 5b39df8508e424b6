import { formatBytes } from '../output/format.ts'
import type { LineOutput } from '../output/progress-lines.ts'

/** Without a terminal a line stays: one for each tenth is enough. */
const PARTS = 10

/** One line a file: redrawn in place on a terminal, written anew for each tenth elsewhere. */
export function byteProgress(output: LineOutput): {
  show(file: string, done: number, total: number): void
  end(): void
} {
  const live = output.isTTY === true
  let last = ''
  let drawn = false
  return {
    show: (file, done, total) => {
      const part = `${file} ${Math.floor((live ? 1000 : PARTS) * (done / total))}`
      if (part === last) return
      last = part
      const percent = `${Math.floor((100 * done) / total)} %`.padStart(5)
      const text = `${file}  ${percent}  ${formatBytes(done)} of ${formatBytes(total)}`
      output.write(live ? `\r\x1b[2K${text.slice(0, (output.columns ?? 80) - 1)}` : `${text}\n`)
      drawn = true
    },
    end: () => {
      if (live && drawn) output.write('\n')
    },
  }
}
