import { StudioError } from '../../../src-shared/errors.ts'
import { growModel } from './grow-model.ts'
import { type InitialPair, rankInitialPairs } from './initial-pair.ts'
import { groupLenses } from './lens-groups.ts'
import type { MappingInput } from './mapping-input.ts'
import { lacksParallax } from './parallax.ts'
import { emptyModel, type SceneModel } from './scene-model.ts'
import { buildTracks } from './tracks.ts'
import { calibrateViewGraph } from './view-graph-calibration.ts'

/** Models begun at most, each from another pair or another guess at the focal length. */
const MAX_ATTEMPTS = 5
/** A model with this part of the photos that have matches at all is good enough to stop. */
const ENOUGH = 0.9
/** Guesses at an unknown focal length, as parts of the longer side, tried when the calibrated one leads nowhere. */
const FALLBACK_FOCALS = [0.75, 1, 1.35]

export interface MappingProgress {
  readonly fraction: number
  readonly detail: string
}

/**
 * Incremental structure from motion over one connected set of photos: calibrates unknown lenses, then grows models from
 * the best initial pairs and keeps the largest. Yields progress; returns the model. Throws `no_overlap` where fewer
 * than three photos can be placed. The order of all choices depends on the input and its seed alone.
 */
export function* mapScene(input: MappingInput): Generator<MappingProgress, SceneModel> {
  const { photos, pairs } = input
  const matched = new Set(pairs.flatMap(({ a, b }) => [a, b])).size
  if (pairs.length === 0) throw noOverlap('No two of the photos show the same thing from different places.')
  yield { fraction: 0, detail: 'joining matches' }
  const lenses = groupLenses(photos)
  const tracks = buildTracks(input)
  const calibrated = calibrateViewGraph(input, lenses)
  yield { fraction: 0.02, detail: 'choosing the first two photos' }

  let best: SceneModel | null = null
  let ranked: InitialPair[] = []
  let rankedAt = ''
  let tried: InitialPair[] = []
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const focalPx = focalGuess(attempt, calibrated, lenses.groups)
    if (focalPx.join() !== rankedAt) {
      ranked = rankInitialPairs(input, lenses, focalPx)
      rankedAt = focalPx.join()
      tried = []
    }
    const start = ranked.find((pair) => worthTrying(pair, tried, best))
    if (!start) continue
    tried.push(start)
    const model = emptyModel(input, tracks, lenses, focalPx)
    const growth = growModel(model, start, photos, input.seed)
    for (let step = growth.next(); !step.done; step = growth.next()) {
      const { placed, of } = step.value
      yield { fraction: 0.05 + (0.9 * placed) / of, detail: `${placed} of ${of} photos placed` }
    }
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

/** First the calibrated focal lengths; later attempts also replace those that were only guessed. */
function focalGuess(
  attempt: number,
  calibrated: readonly number[],
  groups: readonly { readonly guessed: boolean; readonly longerSide: number }[],
): number[] {
  return calibrated.map((focal, i) => {
    if (!groups[i].guessed || attempt < 2) return focal
    return groups[i].longerSide * FALLBACK_FOCALS[(attempt - 2) % FALLBACK_FOCALS.length]
  })
}

/** A pair tried before is not tried again, nor, at the same focal length, one wholly inside the best model there is. */
function worthTrying(pair: InitialPair, tried: readonly InitialPair[], best: SceneModel | null): boolean {
  if (tried.length === 0) return true
  if (tried.some(({ a, b }) => a === pair.a && b === pair.b)) return false
  return best === null || best.placedCount < 5 || best.placed[pair.a] === 0 || best.placed[pair.b] === 0
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
