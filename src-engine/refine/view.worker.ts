import type { RgbImage } from '../../src-shared/photo.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import { serveTasks } from '../threads/serve-tasks.ts'
import type { RenderedView } from '../training/trainer.ts'
import type { ObjectView } from '../views/object-view.ts'
import { detailTransfer } from './detail-transfer.ts'
import { judgeView, sumPhoto } from './judge-view.ts'
import { depthConsistency, likeness, photoPsnr } from './measure-quality.ts'
import type { RefineView } from './types.ts'

/** A task of one view; replies are what the functions of the same names give. */
export type ViewTask =
  /** Once for each thread, before any other. */
  | { readonly type: 'photo'; readonly photo: ObjectView; readonly seed: number }
  | { readonly type: 'enhance'; readonly rendered: RgbImage; readonly alpha: Float32Array }
  | {
      readonly type: 'judge'
      readonly cloud: SplatCloud
      readonly view: RefineView
      readonly render: RenderedView
      readonly enhanced: RgbImage
    }
  | { readonly type: 'sum-photo'; readonly cloud: SplatCloud; readonly render: RenderedView; readonly times: number }
  | { readonly type: 'measure'; readonly render: RenderedView; readonly view: RefineView }
  | { readonly type: 'measure-photo'; readonly render: RenderedView }

let photo: ObjectView | null = null
let transfer: ReturnType<typeof detailTransfer> | null = null

serveTasks((task: ViewTask) => {
  if (task.type === 'photo') {
    photo = task.photo
    transfer = detailTransfer(task.photo, task.seed)
    return null
  }
  if (!photo || !transfer) throw new Error('A thread of the refinement was given no photo')
  switch (task.type) {
    case 'enhance':
      return transfer(task.rendered, task.alpha)
    case 'judge':
      return judgeView(task.cloud, task.view, task.render, task.enhanced)
    case 'sum-photo':
      return sumPhoto(task.cloud, photo, task.render, task.times)
    case 'measure':
      return { ...likeness(task.render, task.view), avgDepthConsistency: depthConsistency(task.render, task.view) }
    case 'measure-photo':
      return { ...likeness(task.render, photo), photoPsnr: photoPsnr(task.render, photo) }
  }
})
