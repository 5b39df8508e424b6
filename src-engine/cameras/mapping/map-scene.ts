import { StudioError } from '../../../src-shared/errors.ts'
import { growModel } from './grow-model.ts'
import { type InitialPair, rankInitialPairs } from './initial-pair.ts'
import { groupLenses } from './lens-groups.ts'
import type { MappingInput } from './mapping-input.ts'
import { lacksParallax } from './parallax.ts'
import { emptyModel, type SceneModel } from './scene-model.ts'
import { buildTracks } from './tracks.ts'
import { calibrateViewGraph } from './view-graph-calibration.ts'

/** Models grown at most, each from another pair or another guess at the focal length. */
const MAX_MODELS = 5
/** Pairs to which no third photo could be added cost little; so many may be tried. */
const MAX_STARTS = 25
/** A model with this part of the photos that have matches at all is good enough to stop. */
const ENOUGH = 0.9
/** Guesses at an unknown focal length, as parts of the longer side, tried when the calibrated one leads nowhere. */
const FALLBACK_FOCALS = [0.75, 1, 1.35]

export interface MappingProgress {
  readonly fraction: number
  readonly detail: string
}

/** `model` is the largest so far, once there is one. It goes on changing with the next step. */
interface MappingStep extends MappingProgress {
  readonly model?: SceneModel
}

/**
 * Incremental structure from motion over one connected set of photos: calibrates unknown lenses, then grows models from
 * the best initial pairs and keeps the largest. Yields progress; returns the model. Throws `no_overlap` where fewer
 * than three photos can be placed. The order of all choices depends on the input and its seed alone.
 */
export function* mapScene(input: MappingInput): Generator<MappingStep, SceneModel> {
  const { photos, pairs } = input
  const matched = new Set(pairs.flatMap(({ a, b }) => [a, b])).size
  if (pairs.length === 0) throw noOverlap('No two of the photos show the same thing from different places.')
  yield { fraction: 0, detail: 'joining matches' }
  const lenses = groupLenses(photos)
  const tracks = buildTracks(input)
  const calibrated = calibrateViewGraph(input, lenses)
  yield { fraction: 0.02, detail: 'choosing the first two photos' }

  let best: SceneModel | null = null
  let most = 0
  let models = 0
  let starts = 0
  let ranking: Ranking | null = null
  while (models < MAX_MODELS && starts < MAX_STARTS) {
    const focalPx = focalGuess(models, calibrated, lenses.groups)
    if (ranking?.focalPx.join() !== focalPx.join()) {
      ranking = { focalPx, pairs: rankInitialPairs(input, lenses, focalPx), tried: new Set() }
    }
    const start = nextStart(ranking, best)
    if (!start) {
      models++
      continue
    }
    starts++
    ranking.tried.add(start)
    const model = emptyModel(input, tracks, lenses, focalPx)
    const growth = growModel(model, start, photos, input.seed)
    for (let step = growth.next(); !step.done; step = growth.next()) {
      const { placed, of } = step.value
      // A second model starts small again; what is done does not become less.
      most = Math.max(most, placed)
      const largest = best && best.placedCount > placed ? best : model
      yield { fraction: 0.05 + (0.9 * most) / of, detail: `${placed} of ${of} photos placed`, model: largest }
    }
    if (model.placedCount > 2) models++
    if (better(model, best)) best = model
    if (best && best.placedCount >= ENOUGH * matched) break
  }
  if (!best || best.placedCount < 3) throw failure(input)
  return best
}

function better(model: SceneModel, best: SceneModel | null): boolean {
  if (!best) return true
  if (model.placedCount !== best.placedCount) return model.placedCount > best.placedCount
  return model.pointCount > best.pointCount
}

/** First the calibrated focal lengths; later models also replace those that were only guessed. */
function focalGuess(
  models: number,
  calibrated: readonly number[],
  groups: readonly { readonly guessed: boolean; readonly longerSide: number }[],
): number[] {
  return calibrated.map((focal, i) => {
    if (!groups[i].guessed || models < 2) return focal
    return groups[i].longerSide * FALLBACK_FOCALS[(models - 2) % FALLBACK_FOCALS.length]
  })
}

/** Pairs to begin with at one set of focal lengths, best first, and those already tried. */
interface Ranking {
  readonly focalPx: readonly number[]
  readonly pairs: readonly InitialPair[]
  readonly tried: Set<InitialPair>
}

/** The best pair not tried yet that does not lie wholly inside the best model found so far. */
function nextStart({ pairs, tried }: Ranking, best: SceneModel | null): InitialPair | undefined {
  return pairs.find((pair) => {
    if (tried.has(pair)) return false
    // New focal lengths deserve a start of their own, wherever it lies.
    return tried.size === 0 || best === null || best.placed[pair.a] === 0 || best.placed[pair.b] === 0
  })
}

function failure(input: MappingInput): StudioError {
  const { pairs, photos } = input
  const still = pairs.filter((pair) => lacksParallax(input, pair)).length
  if (still > pairs.length / 2) {
    return new StudioError(
      'no_overlap',
      'The photos overlap, but they were all taken from one place.',
      'Depth shows only from different places: walk around the object and take a photo every 10 to 20 degrees. Turning the camera, zooming, or copies of one photo do not help.',
      { pairs: pairs.length, withoutParallax: still, photos: photos.length },
    )
  }
  return noOverlap('Too few of the photos overlap enough to tell where they were taken.')
}

function noOverlap(message: string): StudioError {
  return new StudioError(
    'no_overlap',
    message,
    'Take 20 to 60 photos of the same object, each overlapping the one before by 60 to 80 %, from different places, in focus and evenly lit; put something with a pattern under a plain object.',
  )
}
