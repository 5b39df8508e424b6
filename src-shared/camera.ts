import { z } from 'zod'

/** 4x4 matrix, row-major, 16 numbers. */
export type Mat4 = readonly number[]

/**
 * A photo's camera: pinhole with two radial terms.
 *
 * Camera frame as in OpenCV: x right, y down, z forward. `worldToCamera` takes a world point (right-handed, +Y up) to
 * that frame. With x = X/Z, y = Y/Z and r2 = x*x + y*y, a point is seen at pixel
 * (fx * x * (1 + k1*r2 + k2*r2*r2) + cx, fy * y * (1 + k1*r2 + k2*r2*r2) + cy); pixel centres lie at +0.5, so the
 * top-left corner of the photo is (0, 0) and scaling a photo by s scales fx fy cx cy by s.
 */
export const cameraSchema = z.object({
  file: z.string(),
  width: z.int().positive(),
  height: z.int().positive(),
  fx: z.number().positive(),
  fy: z.number().positive(),
  cx: z.number(),
  cy: z.number(),
  k1: z.number(),
  k2: z.number(),
  worldToCamera: z.array(z.number()).length(16),
})

export type Camera = Readonly<Omit<z.infer<typeof cameraSchema>, 'worldToCamera'>> & { readonly worldToCamera: Mat4 }

/** The camera of the same photo resized to `width` x `height` pixels. */
export function resizeCamera(camera: Camera, width: number, height: number): Camera {
  const sx = width / camera.width
  const sy = height / camera.height
  return { ...camera, width, height, fx: camera.fx * sx, fy: camera.fy * sy, cx: camera.cx * sx, cy: camera.cy * sy }
}
