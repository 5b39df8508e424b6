import type { SplatCloud } from '../../src-shared/splat-cloud.ts'

/** What an optimiser has learnt about each splat; only the backend that gave it can read it. */
export interface OptimiserState {
  /** Steps since it began. */
  readonly steps: number
  readonly arrays: Readonly<Record<string, Float32Array | Uint32Array>>
}

/** A trainer between two steps. */
export interface TrainerState {
  /** The parameters as they are: rotations of any length. */
  readonly cloud: SplatCloud
  /** Null where the trainer keeps it to itself: whoever goes on from here begins with a fresh one. */
  readonly optimiser: OptimiserState | null
}

/** All it takes to go on with a run that was stopped; with the optimiser's state as if it had not been. */
export interface TrainingCheckpoint extends TrainerState {
  /** Steps done. */
  readonly step: number
  /** Step and number of splats that the run began with. */
  readonly firstStep: number
  readonly firstCount: number
}
