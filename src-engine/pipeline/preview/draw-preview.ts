import sharp from 'sharp'
import { type Camera, resizeCamera } from '../../../src-shared/camera.ts'
import { throwIfCancelled } from '../../../src-shared/errors.ts'
import type { TexturedMesh } from '../../../src-shared/mesh.ts'
import type { Photo, RgbImage } from '../../../src-shared/photo.ts'
import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { areaResize } from '../../photos/area-resize.ts'
import { renderSplats } from '../../training/cpu/render-splats.ts'
import { loadPinholeViews } from '../pinhole-views.ts'
import { oppositeCamera } from './opposite-camera.ts'
import { renderMesh } from './render-mesh.ts'

export interface PreviewOptions {
  readonly photos: readonly Photo[]
  readonly cameras: readonly Camera[]
  /** The camera of the photo to compare with. */
  readonly seenFrom: Camera
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
export async function drawPreview({ photos, cameras, seenFrom, cloud, mesh, signal }: PreviewOptions): Promise<Buffer> {
  const [view] = await loadPinholeViews(photos, [seenFrom], PANEL_WIDTH, { signal })
  const panel = view.camera
  const [splats] = await renderSplats(cloud, [panel], { signal })
  throwIfCancelled(signal)
  const texture = await decodeTexture(mesh)
  const pictures: RgbImage[] = [view.image, { ...panel, data: toBytes(splats.color) }]
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

function toBytes(color: Float32Array): Uint8Array {
  return Uint8Array.from(color, (value) => Math.round(255 * Math.min(1, Math.max(0, value))))
}
