import type { Matrix4 } from 'three'
import type { Camera } from '../../../src-shared/camera.ts'

/** Where a photo lies in the viewport, in its pixels from the top left. */
export interface PhotoFrame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Room kept free around the photo for the viewport's own bars, in pixels. */
export interface Insets {
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly left: number
}

/** The largest frame of the photo's shape within the viewport less its insets, in the middle of what is left. */
export function fitPhoto(
  { width, height }: Pick<Camera, 'width' | 'height'>,
  viewWidth: number,
  viewHeight: number,
  { top, right, bottom, left }: Insets,
): PhotoFrame {
  const roomX = Math.max(viewWidth - left - right, 1)
  const roomY = Math.max(viewHeight - top - bottom, 1)
  const scale = Math.min(roomX / width, roomY / height)
  return {
    left: left + (roomX - scale * width) / 2,
    top: top + (roomY - scale * height) / 2,
    width: scale * width,
    height: scale * height,
  }
}

/**
 * Sets `matrix` to the pinhole of the photo's camera, the photo filling `frame`: a point straight ahead lands on the
 * principal point, wherever that is. `near` and `far` in world units.
 */
export function setPhotoProjection(
  matrix: Matrix4,
  { width, fx, fy, cx, cy }: Camera,
  frame: PhotoFrame,
  viewWidth: number,
  viewHeight: number,
  near: number,
  far: number,
): Matrix4 {
  const scale = frame.width / width
  const x = (2 * (scale * cx + frame.left)) / viewWidth - 1
  const y = 1 - (2 * (scale * cy + frame.top)) / viewHeight
  // biome-ignore format: a matrix, row by row
  return matrix.set(
    (2 * scale * fx) / viewWidth, 0, -x, 0,
    0, (2 * scale * fy) / viewHeight, -y, 0,
    0, 0, (near + far) / (near - far), (2 * near * far) / (near - far),
    0, 0, -1, 0,
  )
}
