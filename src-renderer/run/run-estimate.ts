import { STAGES, type Stage } from '../../src-shared/events.ts'
import { PRESETS, type PresetName } from '../../src-shared/presets.ts'
import type { StageStatus } from '../../src-shared/studio-api/project.ts'

export interface Workload {
  readonly preset: PresetName
  /** Training steps; undefined: the preset's. */
  readonly steps?: number
  /** Photos that are switched on. */
  readonly photos: number
  /** Threads that compute. */
  readonly threads: number
}

export type StageSeconds = Readonly<Record<Stage, number>>

/**
 * What was measured on two cores (bench/results/reconstruct.md): 0.24 to 0.84 s a photo for cameras; 13 and 46 to 77 s for
 * the surface, quality with 3.4 times the grid's cells carried over. A training step takes 0.05 processor seconds at fast,
 * 0.24 with 100,000 splats at 800 pixels (docs/decisions/0012); the presets' splats carried over.
 */
const TWO_CORES = {
  photoSeconds: 0.04,
  cameraSeconds: 0.6,
  stepSeconds: { fast: 0.03, balanced: 0.04, quality: 0.15 },
  surfaceSeconds: { fast: 13, balanced: 60, quality: 180 },
  /** Seconds of the built-in methods, which hardly depend on the photo or the threads. */
  onePhoto: { background: 4, views: 4, depth: 2, refine: 20, surface: 1 },
  exportSeconds: 1,
} as const
/** Share of the work that more cores take over; the rest runs on one. */
const PARALLEL_SHARE = 0.9

/** A first guess of what each stage takes, seconds. */
export function estimateStages({ preset, steps, photos, threads }: Workload): StageSeconds {
  const onePhoto = photos === 1
  const speed = 1 - PARALLEL_SHARE + (PARALLEL_SHARE * 2) / Math.max(1, threads)
  return {
    photos: TWO_CORES.photoSeconds * photos * speed,
    background: onePhoto ? TWO_CORES.onePhoto.background : 0,
    cameras: onePhoto ? 0 : TWO_CORES.cameraSeconds * photos * speed,
    views: onePhoto ? TWO_CORES.onePhoto.views : 0,
    depth: onePhoto ? TWO_CORES.onePhoto.depth : 0,
    training: TWO_CORES.stepSeconds[preset] * (steps ?? PRESETS[preset].steps) * speed,
    refine: onePhoto ? TWO_CORES.onePhoto.refine : 0,
    surface: onePhoto ? TWO_CORES.onePhoto.surface : TWO_CORES.surfaceSeconds[preset] * speed,
    export: TWO_CORES.exportSeconds,
  }
}

/** The guess scaled by how long the stages that have finished really took. A stage that was reused tells nothing. */
export function calibrate(
  estimate: StageSeconds,
  stages: readonly StageStatus[],
  guessedThen: StageSeconds,
): StageSeconds {
  const known = stages.filter(({ state, seconds }) => state === 'finished' && seconds !== null)
  const guessed = sum(known.map(({ stage }) => guessedThen[stage]))
  const taken = sum(known.map(({ seconds }) => seconds ?? 0))
  // Stages of a second or two say little about a machine.
  if (guessed < 5 || taken < 1) return estimate
  const factor = Math.min(Math.max(taken / guessed, 0.05), 20)
  return Object.fromEntries(STAGES.map((stage) => [stage, estimate[stage] * factor])) as StageSeconds
}

/** Seconds until the run ends; null before anything runs. */
export function secondsLeftOfRun(stages: readonly StageStatus[], estimate: StageSeconds): number | null {
  if (!stages.some(({ state }) => state === 'running')) return null
  return sum(
    stages.map(({ stage, state, fraction, secondsLeft }) => {
      if (state === 'waiting') return estimate[stage]
      return state === 'running' ? (secondsLeft ?? estimate[stage] * (1 - fraction)) : 0
    }),
  )
}

/** A guess as people say it: `about 40 s`, `about 3 min`, `about 1 h 20 min`. */
export function formatGuess(seconds: number): string {
  if (seconds < 55) return `about ${Math.max(5, 5 * Math.round(seconds / 5))} s`
  const minutes = seconds / 60
  if (minutes < 10) return `about ${Math.max(1, Math.round(minutes))} min`
  const rounded = 5 * Math.round(minutes / 5)
  if (rounded < 60) return `about ${rounded} min`
  const rest = rounded % 60
  return `about ${Math.floor(rounded / 60)} h${rest > 0 ? ` ${rest} min` : ''}`
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
