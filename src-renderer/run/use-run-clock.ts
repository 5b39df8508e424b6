import { useEffect, useRef, useState } from 'react'
import type { ProjectState, StageStatus } from '../../src-shared/studio-api/project.ts'

export interface RunClock {
  /** Seconds the stage under way has taken so far; null when none is. */
  readonly stage: number | null
  /** Seconds of the whole run. */
  readonly total: number
}

/**
 * The clock of a run. The host tells what finished stages took; the one under way is counted here, from when it was
 * seen to begin, or after a reload from how far it is. It stands still while the run is paused.
 */
export function useRunClock({ summary, stages }: ProjectState): RunClock {
  const running = stages.find(({ state }) => state === 'running')
  const isTicking = summary.state === 'running' && running !== undefined
  const counted = useRef<{ stage: string; seconds: number } | null>(null)
  const [, draw] = useState(0)
  if (running && counted.current?.stage !== running.stage) {
    counted.current = { stage: running.stage, seconds: secondsSoFar(running) }
  }
  useEffect(() => {
    if (!isTicking) return
    let before = performance.now()
    const timer = setInterval(() => {
      const now = performance.now()
      if (counted.current) counted.current.seconds += (now - before) / 1000
      before = now
      draw((count) => count + 1)
    }, 1000)
    return () => clearInterval(timer)
  }, [isTicking])
  const stage = running ? (counted.current?.seconds ?? 0) : null
  return { stage, total: finishedSeconds(stages) + (stage ?? 0) }
}

/** What the finished stages of this run took; a reused one took its time in an earlier run. */
function finishedSeconds(stages: readonly StageStatus[]): number {
  return stages.reduce((total, { state, seconds }) => total + (state === 'finished' ? (seconds ?? 0) : 0), 0)
}

function secondsSoFar({ fraction, secondsLeft }: StageStatus): number {
  return secondsLeft !== null && fraction < 1 ? (secondsLeft * fraction) / (1 - fraction) : 0
}
