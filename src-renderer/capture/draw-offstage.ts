import { Color, type PerspectiveCamera, Vector2 } from 'three'
import { StudioError } from '../../src-shared/errors.ts'
import { useViewportHandle } from '../viewport/viewport-handle.ts'
import { useRuntime } from '../viewport/viewport-runtime.ts'
import { settleSplats } from './settle-splats.ts'

export interface PictureSize {
  /** Pixels. */
  readonly width: number
  readonly height: number
}

/** CSS colour behind the model, or null: transparent. */
export type Background = string | null

export interface Stage {
  readonly canvas: HTMLCanvasElement
  /** Draws the model as that camera sees it, sorted and complete. What is on the canvas lasts until the next await. */
  draw(camera: PerspectiveCamera): Promise<void>
}

/**
 * Takes the viewport's canvas for pictures of an exact size, and gives it back as it was, whatever happens. Meanwhile
 * the viewport draws nothing of its own. Throws `pipeline_error` where there is no viewport.
 */
export async function withStage<Result>(
  { width, height }: PictureSize,
  background: Background,
  use: (stage: Stage) => Promise<Result>,
): Promise<Result> {
  const { gl, scene, spark } = useRuntime.getState()
  if (!gl || !scene || !spark) {
    throw new StudioError('pipeline_error', 'The viewport cannot draw now.', 'Open the project and try again.')
  }
  const size = gl.getSize(new Vector2())
  const ratio = gl.getPixelRatio()
  const clearColour = gl.getClearColor(new Color())
  const clearAlpha = gl.getClearAlpha()
  useRuntime.setState({ capturing: true })
  try {
    gl.setPixelRatio(1)
    gl.setSize(width, height, false)
    gl.setClearColor(background ?? '#000000', background === null ? 0 : 1)
    return await use({
      canvas: gl.domElement,
      draw: async (camera) => {
        camera.updateMatrixWorld()
        await settleSplats(spark, scene, camera)
        gl.render(scene, camera)
      },
    })
  } finally {
    gl.setClearColor(clearColour, clearAlpha)
    gl.setPixelRatio(ratio)
    gl.setSize(size.x, size.y, false)
    useRuntime.setState({ capturing: false })
    useViewportHandle.getState().invalidate()
  }
}

/** The longest side that this machine can draw. */
export function largestSide(): number {
  const { gl } = useRuntime.getState()
  // Spark's own limit for pictures; most graphics processors allow more.
  return Math.min(gl?.capabilities.maxTextureSize ?? 0, 8192)
}
