import { type WorkOptions, workClock } from '../../src-shared/progress.ts'
import { LEARNING_RATE } from '../../src-shared/refinement.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import type { ObjectView } from '../views/object-view.ts'
import { checkInput } from './check-input.ts'
import { collectSums } from './collect-sums.ts'
import { fuseSums, moved, type SplatSteps, smoothSteps, withClampedSizes } from './fuse.ts'
import { photoWeight } from './photo-weight.ts'
import { splatNeighbours } from './splat-neighbours.ts'
import { hasConverged } from './stop-rule.ts'
import type { Enhance, Perceptual, RefineView } from './types.ts'
import { type MeasuredSplats, measureSplats, type RefinedVersion, type VersionFigures } from './versions.ts'
import { startViewPool, type ViewPool } from './view-pool.ts'

export interface RefineSplatsOptions extends WorkOptions {
  /** The object's views with their depths; refined are those in `chosen`. */
  readonly views: readonly RefineView[]
  /** The observed photo, cut out, over white: the splats may never match it worse than they did. */
  readonly photo: ObjectView
  /** Indices of `views`; default all. */
  readonly chosen?: readonly number[]
  /** Share of the mean residual that a colour moves by in the first iteration; each next one is 0.8 of it. Default 0.5. */
  readonly learningRate?: number
  /** Most iterations; default 8. */
  readonly iterations?: number
  /** Default: detail from the photo (detail-transfer.ts). */
  readonly enhance?: Enhance
  readonly perceptual?: Perceptual
  /**
   * Given the splats as they came and after each iteration, to keep them as versions, and the number of the best so far;
   * the loop waits for it.
   */
  readonly onVersion?: (version: RefinedVersion, best: number) => Promise<void>
}

export interface RefinedSplats {
  /** The best version's. */
  readonly cloud: SplatCloud
  /** Its number. */
  readonly best: number
  readonly versions: readonly VersionFigures[]
}

/** The original's figures. */
const RATE_DECAY = 0.8
const MOST_ITERATIONS = 8
/** Steps that make the photo's view worse are halved so often before they are given up. */
const HALVINGS = 3

/**
 * Refines splats until it no longer helps (multi-view consistent refinement): each view is rendered and enhanced; what its
 * depth and its features say is still the same object moves the splats' colours and opacities; the best state is kept.
 * A step that would match the observed photo worse is halved, and undone when that does not help.
 *
 * @throws StudioError `validation_failed` when no view is chosen or its size is not its camera's, `cancelled`,
 * `out_of_memory`, and whatever the models throw.
 */
export async function refineSplats(initial: SplatCloud, options: RefineSplatsOptions): Promise<RefinedSplats> {
  const { views, photo, chosen = views.map((_, i) => i) } = options
  checkInput(
    chosen.map((index) => views[index]),
    photo,
  )
  const { signal, pause, threads, seed } = options
  const pool = await startViewPool(photo, { signal, pause, threads, seed })
  try {
    return await iterate(initial, options, chosen, pool)
  } finally {
    await pool.close()
  }
}

async function iterate(
  initial: SplatCloud,
  options: RefineSplatsOptions,
  chosen: readonly number[],
  pool: ViewPool,
): Promise<RefinedSplats> {
  const { views, photo, perceptual, onVersion, learningRate = LEARNING_RATE, iterations = MOST_ITERATIONS } = options
  const { enhance = pool.enhance } = options
  const work: WorkOptions = { signal: options.signal, pause: options.pause, threads: options.threads }
  const picked = chosen.map((index) => views[index])
  const neighbours = splatNeighbours(initial.positions)
  const measured = (cloud: SplatCloud) => measureSplats(pool, cloud, picked, photo, perceptual, work)
  const clock = workClock(options)
  const versions: VersionFigures[] = []

  let state = await measured(initial)
  let best = { number: 0, ...state }
  await keep({ learningRate: 0, rolledBack: false, processingTime: 0, enhanced: [] })
  // Places and sizes do not move afterwards, so once is enough. Training has had reasons for some odd sizes.
  const evened = iterations > 0 ? await measured(withClampedSizes(initial, neighbours)) : state
  if (evened.overallQuality >= state.overallQuality && evened.photoPsnr >= state.photoPsnr) state = evened
  for (let n = 1; n <= iterations && !versions[n - 1].converged; n++) {
    const begun = clock()
    const rate = learningRate * RATE_DECAY ** (n - 1)
    const { sums, enhanced } = await collectSums(
      pool,
      state.cloud,
      picked.map((view, i) => ({ index: chosen[i], view, render: state.renders[i] })),
      // Where the photo is one of the views it still pulls as one, ungated.
      { render: state.renders[picked.length], weight: Math.max(1, photoWeight(photo, picked)) },
      enhance,
      {
        ...work,
        onProgress: (part, what) => options.onProgress?.((n - 1 + part) / iterations, `iteration ${n}, ${what}`),
      },
    )
    const next = await stepped(smoothSteps(fuseSums(sums, rate), state.cloud, neighbours))
    state = next ?? state
    if (state.overallQuality > best.overallQuality) best = { number: n, ...state }
    const processingTime = (clock() - begun) / 1000
    await keep({ learningRate: rate, rolledBack: next === null, processingTime, enhanced })
  }
  options.onProgress?.(1, `version ${best.number} is the best`)
  return { cloud: best.cloud, best: best.number, versions }

  /** The splats after the steps, or after a half, a quarter, an eighth of them; null when all match the photo worse. */
  async function stepped(steps: SplatSteps): Promise<MeasuredSplats | null> {
    for (let halvings = 0; halvings <= HALVINGS; halvings++) {
      const next = await measured(moved(state.cloud, steps, 0.5 ** halvings))
      if (next.photoPsnr >= state.photoPsnr) return next
    }
    return null
  }

  async function keep(
    more: Pick<RefinedVersion, 'learningRate' | 'rolledBack' | 'processingTime' | 'enhanced'>,
  ): Promise<void> {
    const { quality, overallQuality, viewQualities } = state
    const { enhanced, ...rest } = more
    const figures: VersionFigures = {
      iterationNumber: versions.length,
      ...quality,
      ...rest,
      overallQuality,
      viewQualities,
      photoPsnr: state.photoPsnr,
      viewsProcessed: enhanced.length,
      converged: hasConverged([...versions.map((version) => version.overallQuality), overallQuality]),
    }
    versions.push(figures)
    await onVersion?.({ ...figures, cloud: state.cloud, enhanced }, best.number)
  }
}
