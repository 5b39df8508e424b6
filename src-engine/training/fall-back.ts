import type { UsedBackend } from '../../src-shared/compute-backend.ts'
import type { TrainerState } from './checkpoint.ts'
import type { StartingPoint } from './starting-point.ts'
import type { Trainer } from './trainer.ts'

/** A trainer that may have been replaced by another under way. */
export interface LastingTrainer extends Trainer {
  /** What it has run on, in order. */
  readonly backends: readonly UsedBackend[]
  /** The state at hand, or a snapshot where the trainer has none. */
  checkpoint(): Promise<TrainerState & { readonly step: number }>
}

interface FallBackOptions {
  /** Whether another trainer should take over after this failure. */
  readonly mayFallBack: (error: unknown) => boolean
  /** Makes the trainer that goes on from there; called once. */
  readonly takeOver: (from: Pick<StartingPoint, 'cloud' | 'firstStep'>, cause: unknown) => Promise<Trainer>
}

/**
 * A trainer whose failed device costs only the steps since its last checkpoint: another takes over there, so that the
 * number of a step can be lower than the one before. Whoever wants the splats of the last step looks at `checkpointStep`
 * after `snapshot`.
 */
export function withFallBack(first: Trainer, { mayFallBack, takeOver }: FallBackOptions): LastingTrainer {
  let trainer = first
  const backends = [first.backend]
  let step = first.checkpointStep

  async function attempt<T>(work: (trainer: Trainer) => Promise<T>): Promise<T> {
    try {
      return await work(trainer)
    } catch (cause) {
      if (trainer !== first || !mayFallBack(cause)) throw cause
      const cloud = await first.snapshot()
      trainer = await takeOver({ cloud, firstStep: first.checkpointStep }, cause)
      backends.push(trainer.backend)
      // What is left of a broken device may not let itself be freed.
      await first.close().catch(() => {})
      return work(trainer)
    }
  }

  return {
    get backend() {
      return trainer.backend
    },
    backends,
    get splatCount() {
      return trainer.splatCount
    },
    get checkpointStep() {
      return trainer.checkpointStep
    },
    step: async () => {
      const result = await attempt((trainer) => trainer.step())
      step = result.step
      return result
    },
    render: (camera) => attempt((trainer) => trainer.render(camera)),
    snapshot: () => trainer.snapshot(),
    checkpoint: async () => {
      const state = trainer.state?.() ?? { cloud: await trainer.snapshot(), optimiser: null }
      return { ...state, step: state.optimiser ? step : trainer.checkpointStep }
    },
    close: () => trainer.close(),
  }
}
