import sharp from 'sharp'
import { type Camera, resizeCamera } from '../../../src-shared/camera.ts'
import { throwIfCancelled } from '../../../src-shared/errors.ts'
import type { TexturedMesh } from '../../../src-shared/mesh.ts'
import type { RgbImage } from '../../../src-shared/photo.ts'
import type { WorkOptions } from '../../../src-shared/progress.ts'
import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { areaResize } from '../../photos/area-resize.ts'
import { renderSplats } from '../../training/cpu/render-splats.ts'
import type { RenderedView, TrainingView } from '../../training/trainer.ts'
import { oppositeCamera } from './opposite-camera.ts'
import { renderMesh } from './render-mesh.ts'

/** What a preview compares the model with. */
export interface PreviewScene {
  /** The photo to compare with, by its camera. */
  readonly seenFrom: Camera
  /** Loads it, without lens distortion, at most so many pixels wide. */
  readonly loadPhoto: (width: number, options: WorkOptions) => Promise<TrainingView>
  /** All cameras: the opposite side is seen from one of them. */
  readonly cameras: readonly Camera[]
  /** The object has been cut out: nothing is behind its splats. */
  readonly cutOut: boolean
}

export interface PreviewOptions extends PreviewScene {
  readonly cloud: SplatCloud
  readonly mesh: TexturedMesh
  readonly signal?: AbortSignal
}

/** Width of one of the four pictures, pixels. */
const PANEL_WIDTH = 600
const GAP = 8
const BACKGROUND = 238

/**
 * Four pictures in one PNG, so that a glance tells how good the model is: the photo, the splats and the mesh as the same
 * camera sees them, and the mesh from the camera farthest away.
 */
export async function drawPreview(options: PreviewOptions): Promise<Buffer> {
  const { cameras, seenFrom, cutOut, cloud, mesh, signal } = options
  const view = await options.loadPhoto(PANEL_WIDTH, { signal })
  const panel = view.camera
  const [splats] = await renderSplats(cloud, [panel], { signal })
  throwIfCancelled(signal)
  const texture = await decodeTexture(mesh)
  const pictures: RgbImage[] = [view.image, { ...panel, data: toBytes(splats, cutOut ? BACKGROUND : 0) }]
  for (const { worldToCamera } of [seenFrom, oppositeCamera(seenFrom, cameras)]) {
    throwIfCancelled(signal)
    const large = { ...resizeCamera(panel, 2 * panel.width, 2 * panel.height), worldToCamera }
    pictures.push(areaResize(renderMesh(mesh, texture, large, BACKGROUND), panel.width, panel.height))
  }
  const { width, height } = panel
  return sharp({
    create: { width: 2 * width + GAP, height: 2 * height + GAP, channels: 3, background: 'white' },
  })
    .composite(
      pictures.map((picture, i) => ({
        input: Buffer.from(picture.data),
        raw: { width, height, channels: 3 },
        left: (i % 2) * (width + GAP),
        top: i < 2 ? 0 : height + GAP,
      })),
    )
    .png()
    .toBuffer()
}

async function decodeTexture({ baseColor }: TexturedMesh): Promise<RgbImage> {
  const { data, info } = await sharp(baseColor.bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data }
}

/** The splats over a background of one grey, 0..255. */
function toBytes({ color, alpha }: Pick<RenderedView, 'color' | 'alpha'>, background: number): Uint8Array {
  return Uint8Array.from(color, (value, k) => {
    const behind = (1 - alpha[Math.floor(k / 3)]) * background
    return Math.round(Math.min(255, Math.max(0, 255 * value + behind)))
  })
}
