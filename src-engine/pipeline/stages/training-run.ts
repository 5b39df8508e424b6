import { join } from 'node:path'
import type { WorkOptions } from '../../../src-shared/progress.ts'
import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { exportModel } from '../../export/export-model.ts'
import { hashJson } from '../../library/content-hash.ts'
import { loadTrainedSplats, saveTrainedSplats, type TrainedSplats } from '../../library/results/trained-splats.ts'
import { removeCheckpoint } from '../../library/results/training-checkpoint.ts'
import type { TrainSplatsOptions } from '../../training/train-splats.ts'
import type { ReconstructOptions } from '../options.ts'
import { type Run, runStage, type Staged } from '../stage-runner.ts'
import { inputsWithBackend } from '../training-backend.ts'
import { checkpointOf, checkpointWriter } from '../training-checkpoints.ts'

/** What every training is given by its run: what it computes on, where it goes on, and whom it tells. */
type TrainingOfRun = Pick<TrainSplatsOptions, 'backend' | 'gpu' | 'resume' | 'onCheckpoint' | 'onMetrics' | 'onPreview'>

/** The training stage, whatever it trains on: goes on from a checkpoint, keeps its splats and tells the photos' scores. */
export async function trainingRun(
  run: Run,
  options: ReconstructOptions,
  dependsOn: object,
  make: (work: WorkOptions, training: TrainingOfRun) => Promise<TrainedSplats>,
): Promise<Staged<TrainedSplats>> {
  const { backend, gpu, livePreview } = options
  const inputs = await inputsWithBackend(run, options, dependsOn)
  const inputsHash = hashJson(inputs)
  const folder = run.project.stageFolder('training')
  const resume = await checkpointOf(run, inputsHash)
  const secondsBefore = resume?.seconds ?? 0
  const staged = await runStage<TrainedSplats>(run, {
    stage: 'training',
    inputs,
    secondsBefore,
    make: (work) =>
      make(work, {
        backend,
        gpu,
        resume,
        onCheckpoint: checkpointWriter(folder, inputsHash, secondsBefore, work),
        onMetrics: (metrics) => run.emit({ type: 'metrics', ...metrics }),
        onPreview: livePreview === undefined ? undefined : previewWriter(run, livePreview),
      }),
    save: saveSplats,
    load: loadTrainedSplats,
  })
  await removeCheckpoint(folder)
  const { photoScores } = staged.result
  if (photoScores) run.emit({ type: 'photoScores', scores: [...photoScores] })
  return staged
}

/** Beside the exact parameters a file that other programs open. */
async function saveSplats(folder: string, trained: TrainedSplats): Promise<string[]> {
  const ply = join(folder, 'splats.ply')
  const files = await saveTrainedSplats(folder, trained)
  await exportModel({ cloud: trained.cloud, format: 'ply', path: ply })
  return [...files, ply]
}

/** Keeps the splats as they form in a .splat file, and says so. */
export function previewWriter(run: Run, path: string): (cloud: SplatCloud, step: number) => Promise<void> {
  return async (cloud, step) => {
    await exportModel({ cloud, format: 'splat', path })
    run.emit({ type: 'preview', step, splats: cloud.count })
  }
}
