import { join } from 'node:path'
import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import type { CameraSolution } from '../../cameras/types.ts'
import { exportModel } from '../../export/export-model.ts'
import { hashJson } from '../../library/content-hash.ts'
import type { PhotoList } from '../../library/results/photo-list.ts'
import { loadTrainedSplats, saveTrainedSplats, type TrainedSplats } from '../../library/results/trained-splats.ts'
import { removeCheckpoint } from '../../library/results/training-checkpoint.ts'
import { trainSplats } from '../../training/train-splats.ts'
import { WHOLE_SCENE_RECIPE } from '../../training/training-recipe.ts'
import { usefulSteps } from '../../training/useful-steps.ts'
import { SCORING_WIDTH, splitHeldOut } from '../held-out.ts'
import { holdsOut, presetOf, type ReconstructOptions } from '../options.ts'
import { partOf } from '../part-of-progress.ts'
import { openPhotoStore } from '../photo-store.ts'
import { pinholeViews } from '../pinhole-views.ts'
import { type Run, runStage, type Staged } from '../stage-runner.ts'
import { inputsWithBackend } from '../training-backend.ts'
import { checkpointOf, checkpointWriter } from '../training-checkpoints.ts'
import type { TrainingStart } from '../training-start.ts'

/** Splats that look like the photos from where the photos were taken. */
export async function trainingStage(
  run: Run,
  options: ReconstructOptions,
  { result: { photos } }: Staged<PhotoList>,
  { result: solution, inputsHash: camerasHash }: Staged<CameraSolution>,
  start?: TrainingStart,
): Promise<Staged<TrainedSplats>> {
  const { photoWidth, splatBudget, shDegree } = presetOf(options)
  const holdOut = holdsOut(options)
  const { trained, heldOut } = splitHeldOut(solution.cameras, holdOut)
  const steps = start?.steps ?? stepsFor(trained.length, options)
  const folder = run.project.stageFolder('training')
  const inputs = await inputsWithBackend(run, options, {
    cameras: camerasHash,
    photoWidth,
    steps,
    splatBudget,
    shDegree,
    holdOut,
    keepScene: options.keepScene || undefined,
    seed: run.seed,
    start: start?.inputs,
  })
  const inputsHash = hashJson(inputs)
  const interrupted = await checkpointOf(run, inputsHash)
  const secondsBefore = interrupted?.seconds ?? 0
  const staged = await runStage<TrainedSplats>(run, {
    stage: 'training',
    inputs,
    secondsBefore,
    make: async (work) => {
      const begin = interrupted ? undefined : await start?.load(solution, work)
      // Training counts the steps that splats to start from have had as done.
      const done = ((interrupted ?? begin)?.firstStep ?? 0) / steps
      const store = openPhotoStore(folder)
      try {
        const made = await trainSplats({
          ...partOf(work, (0.02 - done) / (1 - done), 1),
          views: await store.keep(pinholeViews(photos, trained, photoWidth, partOf(work, 0, 0.015))),
          heldOut: await store.keep(pinholeViews(photos, heldOut, SCORING_WIDTH, partOf(work, 0.015, 0.02))),
          points: solution.points,
          start: begin,
          resume: interrupted,
          onCheckpoint: checkpointWriter(folder, inputsHash, secondsBefore, work),
          cameras: solution.cameras,
          steps,
          splatBudget,
          shDegree,
          recipe: options.keepScene ? WHOLE_SCENE_RECIPE : undefined,
          backend: options.backend,
          gpu: options.gpu,
          onMetrics: (metrics) => run.emit({ type: 'metrics', ...metrics }),
          onPreview: options.livePreview === undefined ? undefined : previewWriter(run, options.livePreview),
        })
        return start?.complete?.(made) ?? made
      } finally {
        await store.close()
      }
    },
    save: saveSplats,
    load: loadTrainedSplats,
  })
  await removeCheckpoint(folder)
  const { photoScores } = staged.result
  if (photoScores) run.emit({ type: 'photoScores', scores: [...photoScores] })
  return staged
}

/** The steps asked for; of the preset's own no more than the photos are worth. */
function stepsFor(photos: number, options: ReconstructOptions): number {
  const usual = presetOf({ ...options, steps: undefined }).steps
  const asked = options.steps ?? usual
  return asked === usual ? usefulSteps(photos, usual) : asked
}

/** Beside the exact parameters a file that other programs open. */
export async function saveSplats(folder: string, trained: TrainedSplats): Promise<string[]> {
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
