import { writeSync } from 'node:fs'
import type { EngineEvent } from '../../../src-shared/events.ts'

/** One event a line on standard output. Written at once, so that the last lines survive a process that ends in a hurry. */
export function printEvent(event: EngineEvent): void {
  printLine(JSON.stringify(event))
}

/** Writes one line to standard output and waits until it is taken. */
export function printLine(line: string): void {
  const bytes = Buffer.from(`${line}\n`)
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at)
    } catch (cause) {
      // A pipe whose reader is slow is full for a moment; one whose reader has gone takes nothing more.
      const { code } = cause as NodeJS.ErrnoException
      if (code === 'EAGAIN') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
      else if (code === 'EPIPE') return
      else throw cause
    }
  }
}
