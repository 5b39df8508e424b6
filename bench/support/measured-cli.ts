import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { type EngineEvent, engineEventSchema } from '../../src-shared/events.ts'

/** What one stage of a run took. */
interface StageCost {
  readonly stage: string
  /** Of all its threads. */
  readonly cpuSeconds: number
  readonly wallSeconds: number
  /** The most that the process held while the stage ran, MiB. */
  readonly peakMiB: number
}

export interface MeasuredRun {
  readonly stages: readonly StageCost[]
  /** From the start of the process to its end. */
  readonly wallSeconds: number
  readonly cpuSeconds: number
  readonly peakMiB: number
  /** The last line of a run. */
  readonly end: EngineEvent | undefined
}

/** The kernel counts processor time in hundredths of a second for its readers (USER_HZ). */
const TICKS = 100

/**
 * Runs the command line's `reconstruct` and measures each stage from outside, by what Linux tells of the process:
 * its processor time, and the peak of its memory, which is set back when a stage begins.
 */
export async function measuredReconstruct(words: readonly string[]): Promise<MeasuredRun> {
  const main = resolve(import.meta.dirname, '../../src-main/cli/main.ts')
  const child = spawn(process.execPath, [main, 'reconstruct', ...words, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const proc = `/proc/${child.pid}`
  const cpu = () => {
    // After the name, which is in brackets: fields 14 and 15 of proc_pid_stat(5).
    const fields = readFileSync(`${proc}/stat`, 'utf8').split(') ')[1].split(' ')
    return (Number(fields[11]) + Number(fields[12])) / TICKS
  }
  const peak = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`${proc}/status`, 'utf8'))?.[1]) / 1024
  const began = performance.now()
  const stages: StageCost[] = []
  let since = { cpu: 0, wall: began }
  let [cpuSeconds, peakMiB] = [0, 0]
  let end: EngineEvent | undefined
  for await (const line of createInterface({ input: child.stdout })) {
    const event = engineEventSchema.parse(JSON.parse(line))
    if (event.type === 'progress') continue
    try {
      cpuSeconds = cpu()
      peakMiB = Math.max(peakMiB, peak())
      if (event.type === 'stage' && event.state === 'started') {
        // 5: sets the peak back to what is held now.
        writeFileSync(`${proc}/clear_refs`, '5')
        since = { cpu: cpuSeconds, wall: performance.now() }
      } else if (event.type === 'stage') {
        const wallSeconds = (performance.now() - since.wall) / 1000
        stages.push({ stage: event.stage, cpuSeconds: cpuSeconds - since.cpu, wallSeconds, peakMiB: peak() })
      }
    } catch (error) {
      // It has ended meanwhile.
      if (child.exitCode === null && (error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
    end = event
  }
  return { stages, wallSeconds: (performance.now() - began) / 1000, cpuSeconds, peakMiB, end }
}
