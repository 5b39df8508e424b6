import { hashJson } from '../../library/content-hash.ts'
import { loadTrainedSplats, type TrainedSplats } from '../../library/results/trained-splats.ts'
import { removeCheckpoint } from '../../library/results/training-checkpoint.ts'
import { trainOnViews } from '../../training/train-on-views.ts'
import type { ObjectView } from '../../views/object-view.ts'
import { presetOf, type ReconstructOptions } from '../options.ts'
import { type Run, runStage, type Staged } from '../stage-runner.ts'
import { inputsWithBackend } from '../training-backend.ts'
import { checkpointOf, checkpointWriter } from '../training-checkpoints.ts'
import { previewWriter, saveSplats } from './training.ts'

/** Splats that look like the views of a cut-out object from where those were taken. */
export async function viewTrainingStage(
  run: Run,
  options: ReconstructOptions,
  { result: views, inputsHash: viewsHash }: Staged<readonly ObjectView[]>,
): Promise<Staged<TrainedSplats>> {
  const { steps, splatBudget, shDegree } = presetOf(options)
  const { seed } = run
  const inputs = await inputsWithBackend(run, options, { views: viewsHash, steps, splatBudget, shDegree, seed })
  const inputsHash = hashJson(inputs)
  const folder = run.project.stageFolder('training')
  const interrupted = await checkpointOf(run, inputsHash)
  const secondsBefore = interrupted?.seconds ?? 0
  const staged = await runStage<TrainedSplats>(run, {
    stage: 'training',
    inputs,
    secondsBefore,
    make: (work) =>
      trainOnViews({
        ...work,
        views,
        steps,
        splatBudget,
        shDegree,
        backend: options.backend,
        gpu: options.gpu,
        resume: interrupted,
        onCheckpoint: checkpointWriter(folder, inputsHash, secondsBefore, work),
        onMetrics: (metrics) => run.emit({ type: 'metrics', ...metrics }),
        onPreview: options.livePreview === undefined ? undefined : previewWriter(run, options.livePreview),
      }),
    save: saveSplats,
    load: loadTrainedSplats,
  })
  await removeCheckpoint(folder)
  const { photoScores } = staged.result
  if (photoScores) run.emit({ type: 'photoScores', scores: [...photoScores] })
  return staged
}
