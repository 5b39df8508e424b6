import type { TriangulationOptions } from '../triangulation.ts'
import { filterPoints } from './filter-points.ts'
import type { InitialPair } from './initial-pair.ts'
import type { MappedPhoto } from './mapping-input.ts'
import { rankNextViews } from './next-best-view.ts'
import { refineGlobally, refineLocally } from './refine-model.ts'
import { registerPhoto } from './register-photo.ts'
import { placePhoto, type SceneModel } from './scene-model.ts'
import { makeTriangulationScratch, retriangulate, triangulatePhoto } from './triangulate-tracks.ts'

/** Pixels (of SceneModel.unitPx) that an observation may be off while the model grows, and in the finished model. */
const GROWING_PX = 4
const FINAL_PX = 3
const MIN_ANGLE = (1.5 * Math.PI) / 180
/** The two photos of the start must see this many points in common. */
const MIN_START_POINTS = 20
/** All is refined together when the model has grown by this part since the last time. */
const GROWTH = 0.15
/** Photos refined with a new one. */
const NEIGHBOURS = 5
/** First try: sure placements only. Last try: what is left may hang on fewer points. */
const SURE = { minInliers: 30, minRatio: 0.25 }
const UNSURE = { minInliers: 14, minRatio: 0.25 }
const FINAL_ROUNDS = 4

/** Photos placed so far, of all. */
export interface GrowthStep {
  readonly placed: number
  readonly of: number
}

/**
 * Grows a model from two photos, one photo at a time: place the next, triangulate what it sees, refine its
 * neighbourhood; now and then, and at the end, refine everything, triangulate anew and drop what does not fit. Yields
 * after each step. False when the two photos give no model to begin with.
 */
export function* growModel(
  model: SceneModel,
  start: InitialPair,
  photos: readonly MappedPhoto[],
  seed: number,
): Generator<GrowthStep, boolean> {
  const scratch = makeTriangulationScratch(model)
  const growing: TriangulationOptions = { inlierPx: GROWING_PX * model.unitPx, minAngle: MIN_ANGLE }
  const step = (): GrowthStep => ({ placed: model.placedCount, of: photos.length })
  const { R, t } = start.pose
  placePhoto(model, start.a, [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0])
  placePhoto(model, start.b, [...R, ...t])
  triangulatePhoto(model, scratch, start.a, growing)
  refineGlobally(model)
  filterPoints(model, growing)
  if (model.pointCount < MIN_START_POINTS) return false
  yield step()

  let refinedAt = 2
  let bar = SURE
  while (model.placedCount < photos.length) {
    const next = rankNextViews(model, photos).find(({ photo, visible }) => {
      if (visible < bar.minInliers) return false
      return registerPhoto(model, photo, { ...bar, inlierPx: 1.5 * growing.inlierPx, seed })
    })
    if (next) {
      triangulatePhoto(model, scratch, next.photo, growing)
      if (model.placedCount > NEIGHBOURS) refineLocally(model, next.photo, NEIGHBOURS, { maxIterations: 10 })
      bar = SURE
    }
    const grown = model.placedCount >= Math.ceil((1 + GROWTH) * refinedAt)
    if (grown || (!next && model.placedCount > refinedAt)) {
      yield* refineAll(model, growing, 1, step)
      refinedAt = model.placedCount
    } else if (!next) {
      if (bar === UNSURE) break
      bar = UNSURE
    }
    yield step()
  }
  yield* refineAll(model, growing, 1, step)
  yield* refineAll(model, { ...growing, inlierPx: FINAL_PX * model.unitPx }, FINAL_ROUNDS, step)
  return true
}

/** Rounds of refining everything, until triangulating anew and dropping misfits changes next to nothing. */
function* refineAll(
  model: SceneModel,
  options: TriangulationOptions,
  rounds: number,
  step: () => GrowthStep,
): Generator<GrowthStep, void> {
  const scratch = makeTriangulationScratch(model)
  for (let round = 0; round < rounds; round++) {
    const won = retriangulate(model, scratch, options)
    refineGlobally(model, rounds > 1 ? { maxIterations: 40, tolerance: 1e-7 } : { maxIterations: 15, tolerance: 1e-4 })
    const lost = filterPoints(model, options)
    yield step()
    if (won + lost < 0.001 * model.pointOf.length) break
  }
}
