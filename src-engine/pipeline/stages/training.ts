import { partOf } from '../../../src-shared/progress.ts'
import type { CameraSolution } from '../../cameras/types.ts'
import type { PhotoList } from '../../library/results/photo-list.ts'
import type { TrainedSplats } from '../../library/results/trained-splats.ts'
import { trainSplats } from '../../training/train-splats.ts'
import { WHOLE_SCENE_RECIPE } from '../../training/training-recipe.ts'
import { usefulSteps } from '../../training/useful-steps.ts'
import { SCORING_WIDTH, splitHeldOut } from '../held-out.ts'
import { holdsOut, presetOf, type ReconstructOptions } from '../options.ts'
import { openPhotoStore } from '../photo-store.ts'
import { pinholeViews } from '../pinhole-views.ts'
import type { Run, Staged } from '../stage-runner.ts'
import type { TrainingStart } from '../training-start.ts'
import { trainingRun } from './training-run.ts'

/** Splats that look like the photos from where the photos were taken. */
export function trainingStage(
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
  const dependsOn = {
    cameras: camerasHash,
    photoWidth,
    steps,
    splatBudget,
    shDegree,
    holdOut,
    keepScene: options.keepScene || undefined,
    seed: run.seed,
    start: start?.inputs,
  }
  return trainingRun(run, options, dependsOn, async (work, training) => {
    const begin = training.resume ? undefined : await start?.load(solution, work)
    // Training counts the steps that splats to start from have had as done.
    const done = ((training.resume ?? begin)?.firstStep ?? 0) / steps
    const store = openPhotoStore(run.project.stageFolder('training'))
    try {
      const made = await trainSplats({
        ...partOf(work, (0.02 - done) / (1 - done), 1),
        ...training,
        views: await store.keep(pinholeViews(photos, trained, photoWidth, partOf(work, 0, 0.015))),
        heldOut: await store.keep(pinholeViews(photos, heldOut, SCORING_WIDTH, partOf(work, 0.015, 0.02))),
        points: solution.points,
        start: begin,
        cameras: solution.cameras,
        steps,
        splatBudget,
        shDegree,
        recipe: options.keepScene ? WHOLE_SCENE_RECIPE : undefined,
      })
      return start?.complete?.(made) ?? made
    } finally {
      await store.close()
    }
  })
}

/** The steps asked for; of the preset's own no more than the photos are worth. */
function stepsFor(photos: number, options: ReconstructOptions): number {
  const usual = presetOf({ ...options, steps: undefined }).steps
  const asked = options.steps ?? usual
  return asked === usual ? usefulSteps(photos, usual) : asked
}
