import { basename } from 'node:path'
import type { LineOutput } from '../output/progress-lines.ts'

/** One line a project on a terminal, redrawn in place; nothing elsewhere, where the outcome says it all. */
export function syncProgress(output: LineOutput, folder: string) {
  const live = output.isTTY === true
  let drawn = false
  return {
    show: (fraction: number, detail: string) => {
      if (!live) return
      const text = `${basename(folder)}  ${Math.floor(100 * fraction)} %  ${detail}`
      output.write(`\r\x1b[2K${text.slice(0, (output.columns ?? 80) - 1)}`)
      drawn = true
    },
    end: () => {
      if (drawn) output.write('\r\x1b[2K')
    },
  }
}
