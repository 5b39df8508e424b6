import { PerspectiveCamera, Vector3 } from 'three'
import { StudioError, throwIfCancelled } from '../../src-shared/errors.ts'
import { useRuntime } from '../viewport/viewport-runtime.ts'
import { type ChosenCodec, chooseCodec } from './choose-codec.ts'
import { type PictureSize, withStage } from './draw-offstage.ts'
import { createVideoWriter } from './encode-video.ts'
import { placeOnTurntable, turntableDistance } from './turntable-path.ts'

export interface TurntableOptions {
  readonly size: PictureSize
  readonly seconds: number
  readonly fps: number
  readonly container: ChosenCodec['container']
  /** CSS colour. */
  readonly background: string
  readonly signal: AbortSignal
  /** 0 to 1. */
  readonly onProgress: (fraction: number) => void
}

/**
 * A video of the model turning once, from the viewport's height and distance. Each picture is drawn when the one before
 * it has been taken, so that a slow machine makes the same video as a fast one. Throws `unsupported_format`, `cancelled`.
 */
export async function recordTurntable(options: TurntableOptions): Promise<Blob> {
  const { size, seconds, fps, container, background, signal, onProgress } = options
  const codec = await chooseCodec(container, { ...size, fps })
  const { rig } = useRuntime.getState()
  if (!rig) throw new StudioError('pipeline_error', 'The viewport cannot draw now.', 'Open the project and try again.')
  const pivot = rig.controls.getTarget(new Vector3())
  const start = rig.controls.getPosition(new Vector3()).sub(pivot)
  const aspect = size.width / size.height
  start.setLength(turntableDistance(start.length(), rig.camera.fov, rig.camera.aspect, aspect)).add(pivot)
  const camera = new PerspectiveCamera(rig.camera.fov, aspect, rig.camera.near, rig.camera.far)
  const count = Math.round(seconds * fps)
  const writer = createVideoWriter(codec, fps)
  try {
    return await withStage(size, background, async ({ canvas, draw }) => {
      for (let i = 0; i < count; i++) {
        throwIfCancelled(signal)
        placeOnTurntable(camera, start, pivot, i, count)
        await draw(camera)
        await writer.add(canvas)
        onProgress((i + 1) / count)
      }
      return writer.finish()
    })
  } finally {
    writer.close()
  }
}
