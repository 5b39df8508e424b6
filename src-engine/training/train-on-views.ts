import { StudioError } from '../../src-shared/errors.ts'
import type { Preset } from '../../src-shared/presets.ts'
import { betweenSteps, type WorkOptions } from '../../src-shared/progress.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import { noPoints } from '../cameras/no-points.ts'
import { initialiseSplats } from '../splats/initialise-splats.ts'
import { hullColours, visualHull } from '../splats/visual-hull.ts'
import type { ObjectView } from '../views/object-view.ts'
import type { CreateTrainerOptions } from './create-trainer.ts'
import { contrastingBackdrop, inverted, overBackdrop } from './plain-backdrop.ts'
import { type TrainedSplats, type TrainSplatsOptions, trainSplats } from './train-splats.ts'
import { TRAINING_RECIPE, type TrainingRecipe } from './training-recipe.ts'

export interface TrainOnViewsOptions
  extends WorkOptions,
    Pick<Preset, 'steps' | 'splatBudget' | 'shDegree'>,
    Pick<CreateTrainerOptions, 'backend' | 'gpu'>,
    Pick<TrainSplatsOptions, 'onMetrics' | 'onPreview' | 'onCheckpoint' | 'resume' | 'recipe'> {
  /** Views of one object about the world's origin. */
  readonly views: readonly ObjectView[]
}

/** Cells along the cube in which the object is cut out: about one for two pixels of a view 256 pixels wide. */
const HULL_GRID = 96

/**
 * Views of the rig are few, but they surround the object, and their splats start from its hull: to leave some out of each
 * step, as where few photos see a place, costs 0.3 to 0.5 dB on views kept back (docs/decisions/0017).
 */
const VIEW_RECIPE: TrainingRecipe = { ...TRAINING_RECIPE, leaveOut: 0 }

/**
 * Trains splats on cut-out views of an object whose cameras are known: from the hull of its outlines, over a backdrop
 * that it stands out from, so that nothing but the object is made. Scores compare with the views over that backdrop.
 *
 * @throws StudioError `validation_failed` when the outlines have nothing in common, and as `trainSplats`.
 */
export async function trainOnViews({ views, ...options }: TrainOnViewsOptions): Promise<TrainedSplats> {
  const { shDegree, splatBudget, seed = 0 } = options
  const hull = visualHull(views, HULL_GRID)
  await betweenSteps(options)
  const count = hull.positions.length / 3
  if (count === 0) {
    throw new StudioError(
      'validation_failed',
      'The outlines of the object in its views do not fit one another.',
      'Check that all views show the same object, cut out, in the order of the rig.',
    )
  }
  const backdrop = contrastingBackdrop(views)
  const colors = hullColours(hull, views).map((value) => (backdrop === 'white' ? 255 - value : value))
  // No photo is known to show them: exposures stay as they are.
  const points = { ...noPoints(), count, positions: hull.positions, colors }
  const cloud = initialiseSplats(points, { shDegree, budget: splatBudget, seed, cameras: [] })
  const { onPreview } = options
  const seen = (splats: SplatCloud) => (backdrop === 'white' ? inverted(splats) : splats)
  const trained = await trainSplats({
    recipe: VIEW_RECIPE,
    ...options,
    onPreview: onPreview && ((splats, step) => onPreview(seen(splats), step)),
    views: views.map(({ camera, ...view }) => ({ camera, image: overBackdrop(view, backdrop) })),
    heldOut: [],
    points: noPoints(),
    start: { cloud, firstStep: 0 },
    cameras: views.map(({ camera }) => camera),
  })
  return { ...trained, cloud: seen(trained.cloud) }
}
