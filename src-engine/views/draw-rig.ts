import type { WorkOptions } from '../../src-shared/progress.ts'
import { betweenLongSteps } from '../threads/between-long-steps.ts'
import { drawView } from './draw-view.ts'
import type { DrawnView } from './object-view.ts'
import { rigCameras } from './rig.ts'
import type { Shape } from './shape.ts'

/**
 * Draws a shape from the rig's sixteen cameras, `size` pixels square. About a tenth of a second a view.
 *
 * @throws StudioError `cancelled`.
 */
export async function drawRig(shape: Shape, size?: number, options: WorkOptions = {}): Promise<DrawnView[]> {
  const cameras = rigCameras(size)
  const views: DrawnView[] = []
  for (const camera of cameras) {
    await betweenLongSteps(options)
    views.push(drawView(shape, camera))
    options.onProgress?.(views.length / cameras.length, 'Drawing views')
  }
  return views
}
