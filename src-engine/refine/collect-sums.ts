import type { RgbImage } from '../../src-shared/photo.ts'
import { betweenSteps, type WorkOptions } from '../../src-shared/progress.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import type { RenderedView } from '../training/trainer.ts'
import { overWhite } from './over-white.ts'
import { addSums, emptySums, type SplatSums } from './splat-sums.ts'
import type { Enhance, RefineView } from './types.ts'
import type { ViewPool } from './view-pool.ts'

/** A render, what it was made into, and whether that was used. */
export interface EnhancedView {
  /** Of the views refined. */
  readonly viewIndex: number
  readonly rendered: RgbImage
  readonly enhanced: RgbImage
  readonly depthScore: number
  readonly depthAccepted: boolean
  readonly featureSimilarity: number
  readonly featureDrift: number
  readonly featuresAccepted: boolean
}

/** Views under way at once: enough for the threads, few enough for the memory that the sums of each take. */
const AT_ONCE = 4

/**
 * Enhances the render of each view, keeps what passes the depth and the feature gate, and sums up what that and the
 * observed photo want of each splat. The same result whatever the number of threads. Throws `cancelled`, and whatever
 * `enhance` throws.
 */
export async function collectSums(
  pool: ViewPool,
  cloud: SplatCloud,
  views: readonly { readonly index: number; readonly view: RefineView; readonly render: RenderedView }[],
  photo: { readonly render: RenderedView; readonly weight: number },
  enhance: Enhance,
  work: WorkOptions,
): Promise<{ readonly sums: SplatSums; readonly enhanced: EnhancedView[] }> {
  const sums = emptySums(cloud.count)
  const enhanced: EnhancedView[] = []
  let done = 0
  for (let first = 0; first < views.length; first += AT_ONCE) {
    await betweenSteps(work)
    const some = await Promise.all(
      views.slice(first, first + AT_ONCE).map(async ({ index, view, render }) => {
        const rendered = overWhite(render)
        const picture = await enhance(rendered, render.alpha, { signal: work.signal, pause: work.pause })
        const { depth, features, sums: wanted } = await pool.judge(cloud, view, render, picture)
        done++
        work.onProgress?.(done / views.length, `view ${done} of ${views.length}`)
        const pair: EnhancedView = {
          viewIndex: index,
          rendered,
          enhanced: picture,
          depthScore: depth.score,
          depthAccepted: depth.accepted,
          featureSimilarity: features.similarity,
          featureDrift: features.drift,
          featuresAccepted: features.accepted,
        }
        return { wanted, pair }
      }),
    )
    for (const { wanted, pair } of some) {
      if (wanted) addSums(sums, wanted)
      enhanced.push(pair)
    }
  }
  addSums(sums, await pool.sumPhoto(cloud, photo.render, photo.weight))
  return { sums, enhanced }
}
