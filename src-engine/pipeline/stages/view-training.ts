import type { TrainedSplats } from '../../library/results/trained-splats.ts'
import { trainOnViews } from '../../training/train-on-views.ts'
import type { ObjectView } from '../../views/object-view.ts'
import { presetOf, type ReconstructOptions } from '../options.ts'
import type { Run, Staged } from '../stage-runner.ts'
import { trainingRun } from './training-run.ts'

/** Splats that look like the views of a cut-out object from where those were taken. */
export function viewTrainingStage(
  run: Run,
  options: ReconstructOptions,
  { result: views, inputsHash: viewsHash }: Staged<readonly ObjectView[]>,
): Promise<Staged<TrainedSplats>> {
  const { steps, splatBudget, shDegree } = presetOf(options)
  const dependsOn = { views: viewsHash, steps, splatBudget, shDegree, seed: run.seed }
  return trainingRun(run, options, dependsOn, (work, training) =>
    trainOnViews({ ...work, ...training, views, steps, splatBudget, shDegree }),
  )
}
