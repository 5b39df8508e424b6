import type { RgbImage } from '../../src-shared/photo.ts'
import type { WorkOptions } from '../../src-shared/progress.ts'
import type { RefinementQuality } from '../../src-shared/refinement.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import { startWorkerPool } from '../threads/worker-pool.ts'
import type { RenderedView } from '../training/trainer.ts'
import type { ObjectView } from '../views/object-view.ts'
import type { JudgedView } from './judge-view.ts'
import type { SplatSums } from './splat-sums.ts'
import type { RefineView } from './types.ts'
import type { ViewTask } from './view.worker.ts'

/** Threads that each work on one view at a time. All throw `cancelled`. */
export interface ViewPool {
  /** Detail from the photo (detail-transfer.ts). */
  enhance(rendered: RgbImage, alpha: Float32Array): Promise<RgbImage>
  judge(cloud: SplatCloud, view: RefineView, render: RenderedView, enhanced: RgbImage): Promise<JudgedView>
  sumPhoto(cloud: SplatCloud, render: RenderedView, times: number): Promise<SplatSums>
  measure(render: RenderedView, view: RefineView): Promise<Omit<RefinementQuality, 'lpips'>>
  measurePhoto(
    render: RenderedView,
  ): Promise<Omit<RefinementQuality, 'lpips' | 'avgDepthConsistency'> & { photoPsnr: number }>
  close(): Promise<void>
}

/** Starts the threads, which keep the photo. Throws `cancelled`. */
export async function startViewPool(photo: ObjectView, { seed = 0, ...work }: WorkOptions): Promise<ViewPool> {
  const pool = startWorkerPool(new URL('./view.worker.ts', import.meta.url), work)
  const ask = <Reply>(task: ViewTask) => pool.run<Reply>(task)
  await pool.broadcast((): ViewTask => ({ type: 'photo', photo, seed }))
  return {
    enhance: (rendered, alpha) => ask({ type: 'enhance', rendered, alpha }),
    judge: (cloud, view, render, enhanced) => ask({ type: 'judge', cloud, view, render, enhanced }),
    sumPhoto: (cloud, render, times) => ask({ type: 'sum-photo', cloud, render, times }),
    measure: (render, view) => ask({ type: 'measure', render, view }),
    measurePhoto: (render) => ask({ type: 'measure-photo', render }),
    close: () => pool.close(),
  }
}
