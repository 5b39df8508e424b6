import { PerspectiveCamera } from 'three'
import { StudioError } from '../../src-shared/errors.ts'
import { HELPER_LAYER } from '../viewport/camera/studio-camera.ts'
import { useRuntime } from '../viewport/viewport-runtime.ts'
import { type Background, type PictureSize, withStage } from './draw-offstage.ts'

export interface StillOptions {
  readonly size: PictureSize
  readonly background: Background
  /** Grid, axes and photos as the viewport shows them. */
  readonly helpers: boolean
}

/** The viewport's view as a PNG. Throws `pipeline_error`, `out_of_memory`. */
export async function takeStill({ size, background, helpers }: StillOptions): Promise<Blob> {
  const live = useRuntime.getState().rig?.camera
  const camera = new PerspectiveCamera()
  if (helpers) camera.layers.enable(HELPER_LAYER)
  if (live) {
    camera.copy(live, false)
    camera.layers.mask = helpers ? live.layers.mask : 1
    // Also where a photo is looked through.
    camera.projectionMatrix.copy(live.projectionMatrix)
    camera.projectionMatrixInverse.copy(live.projectionMatrixInverse)
  }
  return withStage(size, background, async ({ canvas, draw }) => {
    await draw(camera)
    // Called in the same turn as the drawing: later the canvas may be empty again.
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    if (png) return png
    throw new StudioError(
      'out_of_memory',
      `A picture of ${size.width} x ${size.height} pixels does not fit into memory.`,
      'Choose a smaller size.',
    )
  })
}
