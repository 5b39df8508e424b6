import { type Camera, resizeCamera } from '../../src-shared/camera.ts'
import type { RgbImage } from '../../src-shared/photo.ts'
import type { TrainingView } from '../training/trainer.ts'

/**
 * The photo as a pinhole camera would have taken it: same pose and same fx fy cx cy (scaled to the image's size),
 * k1 = k2 = 0. `image` is the photo at any size; `camera` describes it at its own. Each output pixel is looked up in the
 * photo at its distorted position (the model of src-shared/camera.ts), bilinear, clamped to the border.
 */
export function undistortView(image: RgbImage, camera: Camera): TrainingView {
  const { width, height, data } = image
  const { fx, fy, cx, cy, k1, k2, ...rest } = resizeCamera(camera, width, height)
  const pinhole: Camera = { ...rest, fx, fy, cx, cy, k1: 0, k2: 0 }
  if (k1 === 0 && k2 === 0) return { camera: pinhole, image }
  const out = new Uint8Array(3 * width * height)
  for (let v = 0, o = 0; v < height; v++) {
    const y = (v + 0.5 - cy) / fy
    for (let u = 0; u < width; u++, o += 3) {
      const x = (u + 0.5 - cx) / fx
      const r2 = x * x + y * y
      const radial = 1 + r2 * (k1 + r2 * k2)
      // Pixel centres lie at +0.5: subtract it to get sample indices.
      const sx = Math.min(width - 1, Math.max(0, fx * x * radial + cx - 0.5))
      const sy = Math.min(height - 1, Math.max(0, fy * y * radial + cy - 0.5))
      const x0 = Math.floor(sx)
      const y0 = Math.floor(sy)
      const right = x0 + 1 < width ? 3 : 0
      const down = y0 + 1 < height ? 3 * width : 0
      const ax = sx - x0
      const ay = sy - y0
      const p = 3 * (y0 * width + x0)
      for (let c = 0; c < 3; c++) {
        const top = data[p + c] + ax * (data[p + right + c] - data[p + c])
        const bottom = data[p + down + c] + ax * (data[p + down + right + c] - data[p + down + c])
        out[o + c] = top + ay * (bottom - top) + 0.5
      }
    }
  }
  return { camera: pinhole, image: { width, height, data: out } }
}
